import { Type, type Static } from '@sinclair/typebox';
import { counted, counts } from './counts.ts';
import { CountedPage, paging, sortedBy } from './paging.ts';
import { enrollmentStatuses } from './enrollments.ts';
import { Email, Exact, Id, Several, Text, Time, Version, Words } from './values.ts';

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
export const AffiliateQuery = Exact(
  { ...filter, ...sortedBy('name', 'email'), ...paging },
  {
    title: 'AffiliateQuery',
    description: '`status` is that of an enrollment, in one of those campaigns where any are given.',
  },
);
export type AffiliateQuery = Static<typeof AffiliateQuery>;

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
