import { Type, type Static } from '@sinclair/typebox';
import { Page, paging } from './paging.ts';
import { Status } from './tracking.ts';
import { CouponCode, Currency, Exact, ExternalId, Id, Instant, Nullable, OneOf, Slug, Sum, Time } from './values.ts';

export const conversionTypes = ['sale', 'renewal', 'lead', 'click', 'bonus'] as const;

/** Where a conversion came from (F90). */
export const methods = [
  'coupon',
  'link',
  'customer_match',
  'click',
  'lead',
  'sub_affiliate_override',
  'server',
  'imported',
  'manual',
] as const;

/** `GET /v1/conversions` (F92). */
export const ConversionQuery = Exact(
  {
    affiliateId: Type.Optional(Id('an affiliate: only its conversions')),
    campaignId: Type.Optional(Id('a campaign: only its conversions')),
    type: Type.Optional(OneOf(conversionTypes)),
    status: Type.Optional(Status()),
    since: Type.Optional(Instant({ description: 'Only what occurred at this time or later (I4).' })),
    ...paging,
  },
  { title: 'ConversionQuery' },
);
export type ConversionQuery = Static<typeof ConversionQuery>;

/** One credited lead, sale or renewal of one enrollment. The two last members stay last (F91). */
export const Conversion = Exact(
  {
    id: Id('the conversion'),
    paymentId: Id('the payment or lead it credits'),
    type: OneOf(conversionTypes),
    status: Status(),
    occurredAt: Time({ description: 'When it was paid, by the clock of the processor.' }),
    recordedAt: Time({ description: 'When it was learned of.' }),
    affiliateId: Id('the affiliate'),
    affiliateName: Type.String(),
    affiliateSlug: Slug(),
    enrollmentId: Id('the enrollment'),
    campaignId: Id('the campaign'),
    campaignName: Type.String(),
    currency: Currency(),
    amount: Sum({ description: 'Gross: what was captured, minor units. 0 for a lead.' }),
    refundedAmount: Sum({ description: 'The part of `amount` that went back by refunds and disputes.', examples: [0] }),
    commission: Sum({ description: 'What was earned before reversals, minor units.' }),
    reversedCommission: Sum({ description: 'What refunds, disputes or a denial took back of it.', examples: [0] }),
    payableAt: Time({ description: 'The end of the hold (C7).' }),
    eligibleAt: Time({ description: 'From here a payout run takes it (C7).' }),
    customerExternalId: Nullable(ExternalId(), { description: 'Your own id of the customer.' }),
    externalEventId: Nullable(ExternalId(), {
      description: 'The id it was told with, else the invoice, order or session.',
    }),
    subscriptionId: Nullable(ExternalId()),
    connectionId: Nullable(Id('the connection of the processor'), { description: 'Null for a server-to-server sale.' }),
    isTest: Type.Boolean(),
    attributionMethod: Nullable(OneOf(methods), { description: 'How the affiliate was found.' }),
    couponCode: Nullable(CouponCode(), { description: 'The code that credited it.' }),
  },
  { title: 'Conversion' },
);
export type Conversion = Static<typeof Conversion>;

export const ConversionPage = Page('ConversionPage', Conversion);
export type ConversionPage = Static<typeof ConversionPage>;
