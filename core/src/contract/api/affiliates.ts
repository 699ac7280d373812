import { Type, type Static } from '@sinclair/typebox';
import { counted, counts } from './counts.ts';
import { CountedPage, paging, sortedBy } from './paging.ts';
import { enrollmentStatuses } from './enrollments.ts';
import { HomeLeftOut } from './home.ts';
import { Currency, Email, Exact, Id, Several, Text, Time, Total, Version, Words } from './values.ts';

const name = () => Text(200, { description: 'Full name of the person or company.', examples: ['Jane Doe'] });

/** A person or company of the organization; enrolled in each campaign apart. */
export const Affiliate = Exact(
  {
    id: Id('the affiliate'),
    name: name(),
    email: Email({ description: 'Unique within the organization (A5).' }),
    createdAt: Time(),
    version: Version(),
  },
  { title: 'Affiliate' },
);
export type Affiliate = Static<typeof Affiliate>;

export const AffiliatePage = CountedPage('AffiliatePage', Affiliate);
export type AffiliatePage = Static<typeof AffiliatePage>;

const filter = {
  email: Type.Optional(Email()),
  q: Type.Optional(Text(200, { description: 'Part of the name, the e-mail or a slug, in any case.' })),
  campaignId: Type.Optional(Several('id', { description: 'The id of a campaign they are enrolled in.' })),
  status: Type.Optional(Words(enrollmentStatuses)),
};
export const AffiliateFilterQuery = Exact(filter, { title: 'AffiliateFilterQuery' });
export type AffiliateFilterQuery = Static<typeof AffiliateFilterQuery>;

/** What they brought and earned so far, live only; money in the home currency (X1). */
export const affiliateFigureNames = ['clicks', 'sales', 'revenue', 'commission', 'pending'] as const;

const orders = sortedBy('name', 'email', ...affiliateFigureNames);
export const AffiliateQuery = Exact(
  { ...filter, ...orders, ...paging },
  {
    title: 'AffiliateQuery',
    description:
      '`status` is that of an enrollment, in one of those campaigns where any are given. Orders by figures go by what was brought and earned so far, live only, in those campaigns, money in the home currency, what has no rate left out.',
  },
);
export type AffiliateQuery = Static<typeof AffiliateQuery>;

/** `GET /v1/affiliates.csv`: all of a filter, with figures. */
export const AffiliateExportQuery = Exact({ ...filter, ...orders }, { title: 'AffiliateExportQuery' });
export type AffiliateExportQuery = Static<typeof AffiliateExportQuery>;

/** `GET /v1/affiliates/summary`. Who is in several campaigns may be counted under several statuses. */
export const AffiliateSummary = Exact(
  { ...counted, byStatus: counts([...enrollmentStatuses, 'none'] as const, 'AffiliatesByStatus') },
  {
    title: 'AffiliateSummary',
    description: '`byStatus` counts without the filter by status; `none`: enrolled nowhere.',
  },
);
export type AffiliateSummary = Static<typeof AffiliateSummary>;

/** `POST /v1/affiliates`. */
export const NewAffiliate = Exact({ name: name(), email: Email() }, { title: 'NewAffiliate' });
export type NewAffiliate = Static<typeof NewAffiliate>;

export const AffiliateChange = Exact(
  { name: Type.Optional(name()), email: Type.Optional(Email()), version: Type.Optional(Version()) },
  { title: 'AffiliateChange', minProperties: 1 },
);
export type AffiliateChange = Static<typeof AffiliateChange>;

/** `GET /v1/affiliates/figures`: of all time, live only (F102). */
export const AffiliateFiguresQuery = Exact(
  {
    affiliateId: Several('id', { description: 'The id of an affiliate.' }),
    campaignId: Type.Optional(Several('id', { description: 'The id of a campaign: only what was earned in it.' })),
  },
  { title: 'AffiliateFiguresQuery' },
);
export type AffiliateFiguresQuery = Static<typeof AffiliateFiguresQuery>;

export const AffiliateFigures = Exact(
  {
    affiliateId: Id('the affiliate'),
    clicks: Type.Integer({ minimum: 0, description: 'Those that count (F12).' }),
    sales: Type.Integer({ minimum: 0, description: 'Sales and renewals.' }),
    earnings: Type.Array(Exact({ currency: Currency(), amount: Total() }, { title: 'Earned' }), {
      description: 'Pending, approved and paid, after what was taken back; by currency (M4).',
    }),
    home: Exact(
      {
        currency: Currency(),
        amount: Total(),
        pending: Total({ description: 'Of it, what is within its hold still (C7).', examples: [0] }),
        revenue: Total({ description: 'Σ of what was captured, less what went back.' }),
        leftOut: HomeLeftOut,
      },
      {
        title: 'EarnedAtHome',
        description: 'All of it in the home currency, each sale at the rate of its own day (X1).',
      },
    ),
  },
  { title: 'AffiliateFigures' },
);
export type AffiliateFigures = Static<typeof AffiliateFigures>;
export const AffiliateFiguresList = Exact({ data: Type.Array(AffiliateFigures) }, { title: 'AffiliateFiguresList' });
export type AffiliateFiguresList = Static<typeof AffiliateFiguresList>;
