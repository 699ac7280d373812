import { AmountField, RateField } from '@fairlead/core/plugin';
import { type Static, Type } from '@sinclair/typebox';

/** One stretch of the schedule, and what each payment in it pays. */
const Stretch = Type.Object(
  {
    lasts: Type.Optional(
      Type.Union(
        [
          Type.Integer({ minimum: 1, maximum: 1_200, title: 'So many', description: 'Payments or months.' }),
          Type.Null({ title: 'Without end' }),
        ],
        {
          default: null,
          title: 'Lasts',
          description: 'So many payments or months, or without end, for the last one only.',
        },
      ),
    ),
    rate: Type.Optional(
      RateField({ title: 'Rate', description: 'Part of the commission base, in parts per million: 200000 is 20%.' }),
    ),
    flat: Type.Optional(
      AmountField({ title: 'Flat amount', description: 'What each payment pays, whatever its size.' }),
    ),
  },
  { additionalProperties: false, title: 'Stretch', description: 'A rate or a flat amount, for some time.' },
);

/** What is agreed for the payments of a subscription (C4). A group or an affiliate may set any field by itself (C1). */
export const Terms = Type.Object(
  {
    counted: Type.Union(
      [Type.Literal('payments', { title: 'Payments' }), Type.Literal('months', { title: 'Months' })],
      {
        default: 'payments',
        title: 'Counted in',
        description:
          'What a stretch lasts is counted in: payments above 0, or months from the first credited payment of the subscription.',
        'x-group': 'schedule',
      },
    ),
    delay: Type.Integer({
      default: 0,
      minimum: 0,
      maximum: 1_200,
      title: 'Delay',
      description: 'So many first payments above 0 of the subscription earn nothing.',
      'x-group': 'schedule',
    }),
    schedule: Type.Optional(
      Type.Array(Stretch, {
        minItems: 1,
        maxItems: 24,
        title: 'Schedule',
        description: 'One stretch after the other. After the last nothing is earned.',
        'x-group': 'schedule',
      }),
    ),
    cap: Type.Union(
      [AmountField({ title: 'At most', description: 'The most one payment pays.' }), Type.Null({ title: 'No cap' })],
      {
        default: null,
        title: 'Cap per payment',
        description: 'The most one payment pays, after the rate (C5), or none, even where the level below has one.',
        'x-group': 'limits',
        'x-advanced': true,
      },
    ),
    allowAbove100: Type.Boolean({
      default: false,
      title: 'Allow rates above 100%',
      description: 'Without it a rate above 1000000 is refused as a slip.',
      'x-group': 'limits',
      'x-advanced': true,
    }),
  },
  { additionalProperties: false },
);

export type Terms = Static<typeof Terms>;
export type Stretch = Static<typeof Stretch>;
