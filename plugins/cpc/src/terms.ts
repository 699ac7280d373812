import { AmountField } from '@fairlead/core/plugin';
import { type Static, Type } from '@sinclair/typebox';

/** What is agreed for each click (C3). A group or an affiliate may set it by itself (C1). */
export const Terms = Type.Object(
  {
    amount: AmountField({
      title: 'Amount per click',
      description:
        'What each click pays that counts. Parts of a cent are fine: the clicks of an hour are added up and rounded once.',
      'x-group': 'amount',
    }),
  },
  { additionalProperties: false },
);

export type Terms = Static<typeof Terms>;
