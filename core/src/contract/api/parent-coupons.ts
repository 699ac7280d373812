import { type Static, Type } from '@sinclair/typebox';
import { CountedPage, paging, sortedBy } from './paging.ts';
import { Amount, Currency, Exact, Id, Instant, Nullable, OneOf, Text, Time, Version } from './values.ts';

const name = () => Text(200, { description: 'Told to buyers where the processor shows one.', examples: ['20% off'] });

/** What a discount is made of. One of `percentOff` and `amountOff`; `currency` with the latter; `months` with that duration. */
const discount = {
  percentOff: Nullable(
    Type.Integer({
      minimum: 1,
      maximum: 1_000_000,
      description: 'Off the price, parts per million: 200000 is 20%.',
      examples: [200_000],
    }),
  ),
  amountOff: Nullable(Amount({ description: 'Off the price, minor units of `currency`.' })),
  currency: Nullable(Currency()),
  duration: OneOf(['once', 'months', 'forever'], {
    description: 'How long a subscription has it: its first payment, those of its first `months`, or all of them.',
  }),
  months: Nullable(Type.Integer({ minimum: 1, maximum: 1200, examples: [3] })),
  expiresAt: Nullable(Instant(), { description: 'From then on no code of it is redeemed.' }),
  maxRedemptions: Nullable(
    Type.Integer({
      minimum: 1,
      maximum: 2_147_483_647,
      description: 'How often each code may be redeemed. The processor holds it.',
      examples: [100],
    }),
  ),
  connectionId: Nullable(Id('the connection'), {
    description: 'Where its codes are minted. Null: the discount is set up by hand at your shop or processor.',
  }),
};

const openly = {
  percentOff: Type.Optional(discount.percentOff),
  amountOff: Type.Optional(discount.amountOff),
  currency: Type.Optional(discount.currency),
  months: Type.Optional(discount.months),
  expiresAt: Type.Optional(discount.expiresAt),
  maxRedemptions: Type.Optional(discount.maxRedemptions),
  connectionId: Type.Optional(discount.connectionId),
};

/** A discount that the codes of affiliates inherit (F70). */
export const ParentCoupon = Exact(
  {
    id: Id('the parent coupon'),
    campaignId: Id('the campaign'),
    name: name(),
    ...discount,
    archived: Type.Boolean({ description: 'No further codes are made from it; those there are go on.' }),
    codes: Type.Integer({ minimum: 0, description: 'How many codes were made from it.', examples: [3] }),
    createdAt: Time(),
    version: Version(),
  },
  { title: 'ParentCoupon' },
);
export type ParentCoupon = Static<typeof ParentCoupon>;

export const ParentCouponPage = CountedPage('ParentCouponPage', ParentCoupon);
export type ParentCouponPage = Static<typeof ParentCouponPage>;

export const ParentCouponQuery = Exact(
  {
    campaignId: Type.Optional(Id('a campaign')),
    archived: Type.Optional(Type.Boolean()),
    ...sortedBy('name'),
    ...paging,
  },
  { title: 'ParentCouponQuery' },
);
export type ParentCouponQuery = Static<typeof ParentCouponQuery>;

export const NewParentCoupon = Exact(
  {
    campaignId: Id('the campaign'),
    name: name(),
    ...openly,
    duration: OneOf(['once', 'months', 'forever'], { default: 'once' }),
  },
  { title: 'NewParentCoupon' },
);
export type NewParentCoupon = Static<typeof NewParentCoupon>;

/** `PATCH /v1/parent-coupons/:id`. Once a code was made from it, only `name` and `archived`. */
export const ParentCouponChange = Exact(
  {
    name: Type.Optional(name()),
    ...openly,
    duration: Type.Optional(discount.duration),
    archived: Type.Optional(Type.Boolean()),
    version: Type.Optional(Version()),
  },
  { title: 'ParentCouponChange', minProperties: 1 },
);
export type ParentCouponChange = Static<typeof ParentCouponChange>;
