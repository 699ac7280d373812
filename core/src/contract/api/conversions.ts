import { Type, type Static } from '@sinclair/typebox';
import { Count, counted, counts } from './counts.ts';
import { HomeOfRow, homeSums } from './home.ts';
import { Page, paging } from './paging.ts';
import { Status, statuses } from './tracking.ts';
import {
  CouponCode,
  Currency,
  Day,
  Exact,
  ExternalId,
  Id,
  Instant,
  Nullable,
  OneOf,
  Part,
  Several,
  Slug,
  Sum,
  Text,
  Time,
  Total,
  Words,
} from './values.ts';

export const conversionTypes = ['sale', 'renewal', 'lead', 'click', 'event', 'bonus'] as const;

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

/** C9: a test key sees tests only, whatever it asks for. */
export const IsTest = () =>
  Type.Optional(
    Type.Boolean({
      description: 'Only tests, or only what is live. Left out: what the key is, so that a live key sees no tests.',
    }),
  );

/** Any id somebody may hold in hand. */
export const AnyId = () =>
  Type.Optional(
    ExternalId({
      description:
        'Exactly an id it is known by (external event id, invoice, order, charge …), its subscription, your own id or the e-mail of its customer, its click, or its id here.',
      examples: ['order_1042'],
    }),
  );

const SubId = (number: number) =>
  Type.Optional(Text(255, { description: `Sub-id ${number} of the click that credits it, exactly (F11).` }));
const subIds = { sub1: SubId(1), sub2: SubId(2), sub3: SubId(3), sub4: SubId(4), sub5: SubId(5) };

/** When it occurred: by days of the organization, or by moments; both narrow. */
export const period = {
  from: Type.Optional(Day({ description: "From the beginning of this day, in the organization's time zone." })),
  to: Type.Optional(Day({ description: "To the end of this day, in the organization's time zone." })),
  since: Type.Optional(Instant({ description: 'Only what occurred at this time or later (I4).' })),
  until: Type.Optional(Instant({ description: 'Only what occurred before this time.' })),
};

/** Between two amounts; they mean something where one currency is asked for. */
export const amounts = {
  currency: Type.Optional(Several('currency', { description: 'Only what was paid in it.', examples: ['USD'] })),
  minAmount: Type.Optional(Part({ description: 'Only where at least this was captured, minor units.' })),
  maxAmount: Type.Optional(
    Part({ description: 'Only where at most this was captured, minor units.', examples: [100000] }),
  ),
};

/** One grammar for list, CSV and counts. Conversions that became another payment's are left out unless asked for by `status=merged`. */
const filter = {
  affiliateId: Type.Optional(Several('id', { description: 'The id of an affiliate.' })),
  campaignId: Type.Optional(Several('id', { description: 'The id of a campaign.' })),
  type: Type.Optional(Words(conversionTypes)),
  status: Type.Optional(Words(statuses, { examples: ['approved,paid'] })),
  ...period,
  method: Type.Optional(Words(methods)),
  couponCode: Type.Optional(CouponCode({ description: 'The code that credited it.' })),
  ...subIds,
  connectionId: Type.Optional(Several('id', { description: 'The id of a connection of a processor.' })),
  ...amounts,
  q: AnyId(),
  isTest: IsTest(),
};

const sort = OneOf(['-occurredAt', 'occurredAt', '-amount', 'amount', '-commission', 'commission'], {
  default: '-occurredAt',
  description:
    'With `-` before it: the newest or greatest first. Amounts of several currencies are ordered by their numbers alone.',
});

/** `GET /v1/conversions` (F92). */
export const ConversionQuery = Exact({ ...filter, sort, ...paging }, { title: 'ConversionQuery' });
export type ConversionQuery = Static<typeof ConversionQuery>;

/** `GET /v1/conversions.csv` (F91): all rows of the filter. */
export const ConversionExportQuery = Exact({ ...filter, sort }, { title: 'ConversionExportQuery' });
export type ConversionExportQuery = Static<typeof ConversionExportQuery>;

export const ConversionFilterQuery = Exact(filter, { title: 'ConversionFilterQuery' });
export type ConversionFilterQuery = Static<typeof ConversionFilterQuery>;

const members = {
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
  currency: Nullable(Currency(), {
    description: 'Of a lead the campaign’s (M5); null where it earned nothing and moved no money.',
  }),
  amount: Sum({ description: 'Gross: what was captured, minor units. 0 for a lead.' }),
  refundedAmount: Sum({ description: 'The part of `amount` that went back by refunds and disputes.', examples: [0] }),
  commission: Sum({ description: 'What was earned before reversals, minor units.' }),
  reversedCommission: Sum({ description: 'What refunds, disputes or a denial took back of it.', examples: [0] }),
  home: HomeOfRow,
  payableAt: Time({ description: 'The end of the hold (C7).' }),
  eligibleAt: Time({ description: 'From here a payout run takes it (C7).' }),
  customerExternalId: Nullable(ExternalId(), { description: 'Your own id of the customer.' }),
  externalEventId: Nullable(ExternalId(), {
    description: 'The id it was told with, else the invoice, order or session; of an event or bonus its name.',
  }),
  subscriptionId: Nullable(ExternalId()),
  connectionId: Nullable(Id('the connection of the processor'), { description: 'Null for a server-to-server sale.' }),
  isTest: Type.Boolean(),
  byPage: Type.Boolean({
    description:
      'Of a lead: only a page told of it, by a publishable key (A5). It earns nothing before it is validated.',
  }),
  parentId: Nullable(Id('the conversion it is earned by'), {
    description: 'Of what a recruiter earns by a recruit’s sale, whose amount is 0 (C8); else null.',
  }),
  subIds: Exact(subIds, {
    title: 'SubIds',
    description:
      'The affiliate’s own labels of the click it is credited by, those that were given; none where it was credited by something else.',
  }),
  attributionMethod: Nullable(OneOf(methods), { description: 'How the affiliate was found.' }),
  couponCode: Nullable(CouponCode(), { description: 'The code that credited it.' }),
};

/** One credited lead, sale or renewal of one enrollment. The two last members stay last (F91). */
export const Conversion = Exact(members, { title: 'Conversion' });
export type Conversion = Static<typeof Conversion>;

export const ConversionPage = Page('ConversionPage', Conversion);
export type ConversionPage = Static<typeof ConversionPage>;

/** `GET /v1/conversions/summary`: what the list's chips and headings say, as of one moment. Totals are never netted across currencies (M4). */
export const ConversionSummary = Exact(
  {
    ...counted,
    byType: counts(conversionTypes, 'CountsByType'),
    byStatus: counts(statuses, 'CountsByStatus'),
    totals: Type.Array(
      Exact(
        {
          currency: Currency(),
          count: Count('Rows in this currency.'),
          amount: Total({ description: 'Σ of what was captured.' }),
          refundedAmount: Total({ description: 'Σ of what went back of it.', examples: [0] }),
          commission: Total({ description: 'Σ of what was earned before reversals.' }),
          reversedCommission: Total({ description: 'Σ of what was taken back of it.', examples: [0] }),
        },
        { title: 'ConversionTotal' },
      ),
    ),
    home: Exact(homeSums, { title: 'ConversionsAtHome', description: 'All of them in the home currency (X1).' }),
    leftOut: Exact(
      {
        tests: Count('Tests this filter would match too.'),
        merged: Count('Conversions of payments that became another one (I2).'),
      },
      { title: 'ConversionsLeftOut', description: 'What the totals do not hold.' },
    ),
  },
  {
    title: 'ConversionSummary',
    description:
      '`byType` counts without the filter by type, `byStatus` without the one by status: what a press on a chip would show.',
  },
);
export type ConversionSummary = Static<typeof ConversionSummary>;
