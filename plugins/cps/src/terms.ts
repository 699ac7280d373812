import { AmountField, RateField } from '@fairlead/core/plugin';
import { type Static, Type } from '@sinclair/typebox';

const ProductRate = Type.Object(
  {
    product: Type.String({
      minLength: 1,
      maxLength: 200,
      title: 'Product',
      description: 'Its id, as the shop or the processor names it.',
    }),
    rate: RateField({ title: 'Rate', description: 'In parts per million: 200000 is 20%.' }),
  },
  { additionalProperties: false, title: 'Rate of a product' },
);

const CouponRate = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 100, title: 'Code', description: 'Compared without regard to case.' }),
    rate: RateField({ title: 'Rate', description: 'In parts per million: 200000 is 20%.' }),
  },
  { additionalProperties: false, title: 'Rate of a coupon' },
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
      RateField({
        title: 'Rate',
        description: 'Part of the commission base, in parts per million: 200000 is 20%. Needed for a percentage.',
        'x-group': 'amount',
      }),
    ),
    products: Type.Optional(
      Type.Array(ProductRate, {
        default: [],
        maxItems: 1_000,
        title: 'Rates of products',
        description:
          'Line items of these products earn at rates of their own. They belong to the level that set the rate (C1).',
        'x-group': 'amount',
        'x-follows': 'rate',
      }),
    ),
    coupons: Type.Optional(
      Type.Array(CouponRate, {
        default: [],
        maxItems: 1_000,
        title: 'Rates of coupons',
        description:
          'Sales credited by these codes earn at rates of their own, whatever the product. They belong to the level that set the rate (C1).',
        'x-group': 'amount',
        'x-follows': 'rate',
      }),
    ),
    flat: Type.Optional(
      AmountField({
        title: 'Flat amount',
        description: 'What each sale pays, whatever its size. Needed for a flat amount.',
        'x-group': 'amount',
      }),
    ),
    renewals: Type.Union(
      [
        Type.Literal('first', { title: 'The first payment only' }),
        Type.Literal('every', { title: 'Every renewal too' }),
        Type.Literal('none', { title: 'None: another model pays them' }),
      ],
      {
        default: 'first',
        title: 'Subscriptions',
        description:
          'Whether renewals earn, only the first payment above 0 of a subscription, or no payment of one. One-off orders always do.',
        'x-group': 'renewals',
      },
    ),
    cap: Type.Union(
      [AmountField({ title: 'At most', description: 'The most one sale pays.' }), Type.Null({ title: 'No cap' })],
      {
        default: null,
        title: 'Cap per sale',
        description: 'The most one sale pays, after the rate (C5), or none, even where the level below has one.',
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
