import { AmountField, RateField } from '@fairlead/core/plugin';
import { type Static, Type } from '@sinclair/typebox';

/** What is agreed. A group or an affiliate may set any field by itself (C1); what belongs together is one field. */
export const Terms = Type.Object(
  {
    rate: RateField({
      title: 'Rate',
      description: 'Of what lies within the band, in parts per million: 100000 is 10%.',
    }),
    upTo: AmountField({
      title: 'Up to',
      description: 'Where the band ends: what a sale has beyond it pays the other rate.',
    }),
    beyond: RateField({
      title: 'Rate beyond',
      description: 'Of what lies beyond the band. More or less than the rate: both are meant sometimes.',
      'x-follows': 'rate',
    }),
  },
  { additionalProperties: false },
);
export type Terms = Static<typeof Terms>;
