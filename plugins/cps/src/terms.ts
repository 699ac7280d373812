import { type SchemaOptions, type Static, Type } from '@sinclair/typebox';

/** One hundred percent in parts per million (M2). */
export const whole = 1_000_000;

/** An amount people agree on: integer millionths of the major unit, so that 0.0125 USD is 12 500 (M2), with its currency (M5). */
const Amount = (options: SchemaOptions) =>
  Type.Object(
    {
      unit: Type.Integer({
        minimum: 0,
        maximum: Number.MAX_SAFE_INTEGER,
        title: 'Amount',
        description: 'Millionths of the major unit: 5000000 is 5.00 USD, or 5 JPY.',
      }),
      currency: Type.String({
        format: 'currency',
        title: 'Currency',
        description: 'An ISO 4217 code, upper case.',
      }),
    },
    { additionalProperties: false, format: 'money', ...options },
  );

/** What is agreed for each sale (C3). A group or an affiliate may set any field by itself (C1). */
export const Terms = Type.Object(
  {
    kind: Type.Union(
      [Type.Literal('percent', { title: 'A percentage' }), Type.Literal('flat', { title: 'A flat amount' })],
      {
        default: 'percent',
        title: 'Pays',
        description: 'A percentage of each sale, or the same amount for each.',
        'x-group': 'amount',
      },
    ),
    rate: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 10 * whole,
        format: 'rate',
        title: 'Rate',
        description: 'Part of the commission base, in parts per million: 200000 is 20%. Needed for a percentage.',
        'x-group': 'amount',
      }),
    ),
    flat: Type.Optional(
      Amount({
        title: 'Flat amount',
        description: 'What each sale pays, whatever its size. Needed for a flat amount.',
        'x-group': 'amount',
      }),
    ),
    renewals: Type.Union(
      [
        Type.Literal('first', { title: 'The first payment only' }),
        Type.Literal('every', { title: 'Every renewal too' }),
      ],
      {
        default: 'first',
        title: 'Subscriptions',
        description:
          'Whether renewals earn, or only the first payment above 0 of a subscription. One-off orders always do.',
        'x-group': 'renewals',
      },
    ),
    cap: Type.Union(
      [Amount({ title: 'At most', description: 'The most one sale pays.' }), Type.Null({ title: 'No cap' })],
      {
        default: null,
        title: 'Cap per sale',
        description: 'The most one sale pays, after the rate (C5). null: none, even where the level below has one.',
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
export type Amount = NonNullable<Terms['flat']>;
