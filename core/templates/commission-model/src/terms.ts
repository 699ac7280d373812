import { AmountField, RateField } from '@fairlead/core/plugin';
import { type Static, Type } from '@sinclair/typebox';

/**
 * What is agreed with affiliates, and edited while the server runs: the form in the dashboard is drawn from it. A group or an affiliate may set any
 * field by itself (C1), so what belongs together is one field.
 */
export const Terms = Type.Object(
  {
    rate: RateField({ title: 'Rate', description: 'Of the sale, in parts per million: 200000 is 20%.' }),
    cap: Type.Union([AmountField({ title: 'An amount' }), Type.Null({ title: 'None' })], {
      default: null,
      title: 'At most',
      description: 'What one sale pays at most.',
    }),
  },
  { additionalProperties: false },
);
export type Terms = Static<typeof Terms>;
