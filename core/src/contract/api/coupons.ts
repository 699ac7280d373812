import { Type, type Static } from '@sinclair/typebox';
import { CountedPage, paging, sortedBy } from './paging.ts';
import { CouponCode, Exact, Id, Time, Version } from './values.ts';

/** A code of an enrollment: its redemption credits the sale. */
export const Coupon = Exact(
  {
    id: Id('the coupon'),
    enrollmentId: Id('the enrollment'),
    code: CouponCode({ description: 'Unique within the organization, upper case (I5).' }),
    active: Type.Boolean({ description: 'Switched off it credits nothing new; what it credited stays.' }),
    validFrom: Time({ description: 'Credits what occurs at this time or later.' }),
    createdAt: Time(),
    version: Version(),
  },
  { title: 'Coupon' },
);
export type Coupon = Static<typeof Coupon>;

export const CouponPage = CountedPage('CouponPage', Coupon);
export type CouponPage = Static<typeof CouponPage>;

export const CouponQuery = Exact(
  {
    enrollmentId: Type.Optional(Id('an enrollment')),
    code: Type.Optional(CouponCode()),
    active: Type.Optional(Type.Boolean()),
    ...sortedBy('code'),
    ...paging,
  },
  { title: 'CouponQuery' },
);
export type CouponQuery = Static<typeof CouponQuery>;

export const NewCoupon = Exact(
  {
    enrollmentId: Id('the enrollment'),
    code: CouponCode(),
    validFrom: Type.Optional(
      Time({ description: 'Since when, where that lies back: a brand that moves over. Left out: now (A10).' }),
    ),
  },
  { title: 'NewCoupon' },
);
export type NewCoupon = Static<typeof NewCoupon>;

export const CouponChange = Exact(
  { active: Type.Boolean(), version: Type.Optional(Version()) },
  { title: 'CouponChange' },
);
export type CouponChange = Static<typeof CouponChange>;
