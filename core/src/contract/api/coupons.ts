import { Type, type Static } from '@sinclair/typebox';
import { Count, counted } from './counts.ts';
import { CountedPage, paging, sortedBy } from './paging.ts';
import { CouponCode, Exact, Id, Nullable, OneOf, Several, Text, Time, Version } from './values.ts';

const mintStates = ['minting', 'active', 'failed', 'deactivating', 'deactivated', 'not_deactivated'] as const;

const AtProcessor = Exact(
  {
    connectionId: Id('the connection'),
    state: OneOf(mintStates, {
      description:
        '`minting` and `deactivating` are under way and tried again by themselves; `failed` and `not_deactivated` wait for somebody: `POST /v1/coupons/:id/mint`.',
    }),
    codeId: Nullable(Type.String(), { description: "The processor's id of it.", examples: ['promo_1'] }),
    problem: Nullable(
      Exact(
        {
          code: Type.String({ examples: ['code_taken'] }),
          detail: Type.String({ description: 'What happened, and how to mend it.' }),
        },
        { title: 'MintProblem' },
      ),
    ),
  },
  { title: 'CodeAtProcessor', description: 'How the code stands where buyers redeem it.' },
);

/** A code of an enrollment: its redemption credits the sale. */
export const Coupon = Exact(
  {
    id: Id('the coupon'),
    enrollmentId: Id('the enrollment'),
    parentCouponId: Nullable(Id('the parent coupon'), { description: 'Whose discount it gives, where that is told.' }),
    code: CouponCode({ description: 'Unique within the organization, upper case (I5).' }),
    active: Type.Boolean({
      description: 'Switched off, or not yet minted, it credits nothing new; what it credited stays.',
    }),
    redemptions: Type.Integer({
      minimum: 0,
      description:
        'R11: orders and first payments of subscriptions with the code, less those that were refunded in full.',
      examples: [12],
    }),
    selfMinted: Type.Boolean({ description: 'Its affiliate chose it (F71).' }),
    processor: Nullable(AtProcessor, { description: 'Null: it is minted nowhere.' }),
    validFrom: Time({ description: 'Credits what occurs at this time or later.' }),
    createdAt: Time(),
    version: Version(),
  },
  { title: 'Coupon' },
);
export type Coupon = Static<typeof Coupon>;

export const CouponPage = CountedPage('CouponPage', Coupon);
export type CouponPage = Static<typeof CouponPage>;

const filter = {
  enrollmentId: Type.Optional(Several('id', { description: 'The id of an enrollment.' })),
  affiliateId: Type.Optional(Several('id', { description: 'The id of an affiliate.' })),
  campaignId: Type.Optional(Several('id', { description: 'The id of a campaign.' })),
  parentCouponId: Type.Optional(Several('id', { description: 'The id of a parent coupon.' })),
  code: Type.Optional(CouponCode()),
  q: Type.Optional(Text(100, { description: 'Part of the code, in any case.' })),
  active: Type.Optional(Type.Boolean()),
};
export const CouponFilterQuery = Exact(filter, { title: 'CouponFilterQuery' });
export type CouponFilterQuery = Static<typeof CouponFilterQuery>;
export const CouponQuery = Exact({ ...filter, ...sortedBy('code'), ...paging }, { title: 'CouponQuery' });
export type CouponQuery = Static<typeof CouponQuery>;

/** `GET /v1/coupons.csv`. */
export const CouponExportQuery = Exact({ ...filter, ...sortedBy('code') }, { title: 'CouponExportQuery' });
export type CouponExportQuery = Static<typeof CouponExportQuery>;

/** `GET /v1/coupons/summary`. */
export const CouponSummary = Exact(
  { ...counted, active: Count('Codes that credit.'), inactive: Count('Codes that were switched off.') },
  { title: 'CouponSummary', description: '`active` and `inactive` count without that filter.' },
);
export type CouponSummary = Static<typeof CouponSummary>;

export const NewCoupon = Exact(
  {
    enrollmentId: Id('the enrollment'),
    parentCouponId: Type.Optional(Id('the parent coupon')),
    code: CouponCode(),
    validFrom: Type.Optional(
      Time({ description: 'Since when, where that lies back: a brand that moves over. Left out: now (A10).' }),
    ),
  },
  { title: 'NewCoupon' },
);
export type NewCoupon = Static<typeof NewCoupon>;

/** `POST /v1/enrollments/:id/codes`. */
export const NewOwnCode = Exact(
  { code: CouponCode({ description: '3 to 32 letters A to Z, digits and hyphens.' }) },
  { title: 'NewOwnCode' },
);
export type NewOwnCode = Static<typeof NewOwnCode>;

export const CouponChange = Exact(
  { active: Type.Boolean(), version: Type.Optional(Version()) },
  { title: 'CouponChange' },
);
export type CouponChange = Static<typeof CouponChange>;
