import { Type, type Static } from '@sinclair/typebox';
import { CountedPage, paging, sortedBy } from './paging.ts';
import { enrollmentStatuses } from './enrollments.ts';
import { Email, Exact, Id, OneOf, Text, Time, Version } from './values.ts';

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

export const AffiliateQuery = Exact(
  {
    email: Type.Optional(Email()),
    q: Type.Optional(Text(200, { description: 'Part of the name or e-mail, in any case.' })),
    campaignId: Type.Optional(Id('a campaign they are enrolled in')),
    status: Type.Optional(
      OneOf(enrollmentStatuses, { description: 'Of an enrollment, of that campaign where one is given.' }),
    ),
    ...sortedBy('name', 'email'),
    ...paging,
  },
  { title: 'AffiliateQuery' },
);
export type AffiliateQuery = Static<typeof AffiliateQuery>;

/** `POST /v1/affiliates`. */
export const NewAffiliate = Exact({ name: name(), email: Email() }, { title: 'NewAffiliate' });
export type NewAffiliate = Static<typeof NewAffiliate>;

export const AffiliateChange = Exact(
  { name: Type.Optional(name()), email: Type.Optional(Email()), version: Type.Optional(Version()) },
  { title: 'AffiliateChange', minProperties: 1 },
);
export type AffiliateChange = Static<typeof AffiliateChange>;
