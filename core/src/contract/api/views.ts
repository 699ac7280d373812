import { Type, type Static } from '@sinclair/typebox';
import { AffiliateFilterQuery, AffiliateQuery } from './affiliates.ts';
import { ConversionFilterQuery, ConversionQuery } from './conversions.ts';
import { CouponFilterQuery, CouponQuery } from './coupons.ts';
import { EnrollmentFilterQuery, EnrollmentQuery } from './enrollments.ts';
import { CountedPage, paging } from './paging.ts';
import { DeliveryFilterQuery, DeliveryQuery, PaymentFilterQuery, PaymentQuery } from './records.ts';
import { Exact, Id, Nullable, OneOf, Text, Time, Version } from './values.ts';

/** What each list is narrowed by, and what it is sorted by: a view is held against the grammar of its list. */
export const viewedLists = {
  conversions: { filters: ConversionFilterQuery, query: ConversionQuery },
  payments: { filters: PaymentFilterQuery, query: PaymentQuery },
  inbox: { filters: DeliveryFilterQuery, query: DeliveryQuery },
  affiliates: { filters: AffiliateFilterQuery, query: AffiliateQuery },
  enrollments: { filters: EnrollmentFilterQuery, query: EnrollmentQuery },
  coupons: { filters: CouponFilterQuery, query: CouponQuery },
} as const;
export type ViewedList = keyof typeof viewedLists;
export const viewedListNames = Object.keys(viewedLists) as ViewedList[];

/** Days by a name, so that a view means "the last 30 days" tomorrow too; who shows it works out which those are. */
export const rangeNames = ['today', '7d', '30d', '90d', 'month', 'last-month', 'quarter', 'year'] as const;

const List = () => OneOf(viewedListNames, { description: 'Which list it narrows.', examples: ['conversions'] });

const Filters = () =>
  Type.Unsafe<Record<string, string>>({
    type: 'object',
    additionalProperties: { type: 'string', maxLength: 2000 },
    maxProperties: 40,
    description: `What narrows the list, as its address takes it; of a list with days also \`range\`: ${rangeNames.join(', ')}.`,
    examples: [{ status: 'approved,paid', from: '2026-01-01' }],
  });
const Columns = () =>
  Nullable(Type.Array(Text(64), { maxItems: 60, uniqueItems: true }), {
    description:
      'Which columns are shown, in order; null: the usual ones. What they are called is up to whoever shows them.',
    examples: [['occurredAt', 'amount']],
  });
const Sort = () =>
  Nullable(Text(64), { description: 'A `sort` of the list; null: its usual one.', examples: ['-occurredAt'] });
const Shared = (options = {}) =>
  Type.Boolean({ description: 'Everybody of the organization sees it; else only who made it.', ...options });
const name = () => Text(200, { examples: ['Paid in January'] });

/** A list and how it is narrowed, kept under a name. */
export const SavedView = Exact(
  {
    id: Id('the view'),
    name: name(),
    list: List(),
    filters: Filters(),
    columns: Columns(),
    sort: Sort(),
    shared: Shared(),
    mine: Type.Boolean({ description: 'You made it.' }),
    createdAt: Time(),
    version: Version(),
  },
  { title: 'SavedView' },
);
export type SavedView = Static<typeof SavedView>;
export const SavedViewPage = CountedPage('SavedViewPage', SavedView);
export type SavedViewPage = Static<typeof SavedViewPage>;

/** `GET /v1/views`: one's own and those that are shared. */
export const SavedViewQuery = Exact({ list: Type.Optional(List()), ...paging }, { title: 'SavedViewQuery' });
export type SavedViewQuery = Static<typeof SavedViewQuery>;

export const NewSavedView = Exact(
  {
    name: name(),
    list: List(),
    filters: Filters(),
    columns: Type.Optional(Columns()),
    sort: Type.Optional(Sort()),
    shared: Type.Optional(Shared()),
  },
  { title: 'NewSavedView' },
);
export type NewSavedView = Static<typeof NewSavedView>;

export const SavedViewChange = Exact(
  {
    name: Type.Optional(name()),
    filters: Type.Optional(Filters()),
    columns: Type.Optional(Columns()),
    sort: Type.Optional(Sort()),
    shared: Type.Optional(Shared()),
    version: Type.Optional(Version()),
  },
  { title: 'SavedViewChange', minProperties: 1 },
);
export type SavedViewChange = Static<typeof SavedViewChange>;
