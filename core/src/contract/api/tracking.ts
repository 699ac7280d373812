import { Type, type Static } from '@sinclair/typebox';
import { CouponCode, Email, Exact, ExternalId, Id, OneOf, Slug, Sum, Currency, Time, Nullable } from './values.ts';

/** Who buys or signs up. Any of them names the customer (A5). */
export const CustomerKeys = Exact(
  {
    externalId: Type.Optional(ExternalId({ description: 'Your own id of the customer.', examples: ['user_1042'] })),
    email: Type.Optional(Email()),
    processorCustomerId: Type.Optional(
      ExternalId({ description: "The payment processor's id of the customer.", examples: ['cus_N8x2'] }),
    ),
  },
  { title: 'CustomerKeys', minProperties: 1, description: 'Who buys or signs up; at least one of its members.' },
);

/** What may name an affiliate. Which one wins is decided by the campaign's order (A1). */
export const evidence = {
  affiliateSlug: Type.Optional(Slug({ description: 'The affiliate you credit yourself.' })),
  clickId: Type.Optional(
    ExternalId({
      description: 'The click id from the cookie, the link or `POST /v1/clicks`.',
      examples: ['019a9f3c-6d1e-7b42-9c55-2f6f3f1f0a11'],
    }),
  ),
  couponCode: Type.Optional(CouponCode({ description: 'The code that was redeemed, in any case.' })),
  campaign: Type.Optional(
    ExternalId({ description: 'Id or slug of a campaign: only its affiliates may be credited.', examples: ['main'] }),
  ),
};

/** C9: a test runs the whole line and posts nothing. A test key always makes tests. */
export const TestFlag = () =>
  Type.Optional(Type.Boolean({ description: 'Makes this a test: shown as such, and nothing is posted.' }));

/** One commission as it stands after the call. */
export const CreditedCommission = Exact(
  {
    enrollmentId: Id('the enrollment that is credited'),
    affiliateSlug: Slug({ description: 'The slug of the affiliate in this campaign.' }),
    amount: Sum({ description: 'What is earned, reversals taken off; integer minor units.' }),
    currency: Currency({ description: 'The currency of the payment (X1).' }),
    model: Type.String({ description: 'The commission model that computed it.', examples: ['cps'] }),
    payableAt: Time({ description: 'The end of the hold (C7).' }),
  },
  { title: 'CreditedCommission' },
);
export type CreditedCommission = Static<typeof CreditedCommission>;

/** `denied`, `refunded`, `paid`, `approved`, `pending`, `merged`: a projection, none final (RULES, Statuses). */
export const statuses = ['pending', 'approved', 'paid', 'refunded', 'denied', 'merged'] as const;
export const Status = () => OneOf(statuses, { description: 'Recomputed from facts and clock; none is final.' });

/** What every answer about a sale, lead or refund says of the credit. */
export const credit = {
  credited: Type.Boolean({ description: 'Whether somebody is credited now.' }),
  reason: Type.String({
    description: 'Why, as a code: `credited`, `no_evidence`, `unknown_click`, `enrollment_paused`, `self_referral` …',
    examples: ['credited'],
  }),
  status: Nullable(Status(), { description: 'The status of the credit; null while nobody is credited.' }),
  commissions: Type.Array(CreditedCommission),
  isTest: Type.Boolean(),
};
