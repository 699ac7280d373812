import { Type, type Static } from '@sinclair/typebox';
import { CountedPage, paging, sortedBy } from './paging.ts';
import { PartialCommissionTerms } from './terms.ts';
import { Exact, Id, Text, Time, Version } from './values.ts';

const name = () => Text(200, { examples: ['Gold partners'] });

/** Affiliates of one campaign who share terms (C1). */
export const Group = Exact(
  {
    id: Id('the group'),
    campaignId: Id('the campaign'),
    name: name(),
    createdAt: Time(),
    version: Version(),
  },
  { title: 'Group' },
);
export type Group = Static<typeof Group>;

export const GroupPage = CountedPage('GroupPage', Group);
export type GroupPage = Static<typeof GroupPage>;

export const GroupQuery = Exact(
  { campaignId: Type.Optional(Id('a campaign')), ...sortedBy('name'), ...paging },
  { title: 'GroupQuery' },
);
export type GroupQuery = Static<typeof GroupQuery>;

export const NewGroup = Exact(
  { campaignId: Id('the campaign'), name: name(), terms: Type.Optional(PartialCommissionTerms) },
  { title: 'NewGroup' },
);
export type NewGroup = Static<typeof NewGroup>;

export const GroupChange = Exact({ name: name(), version: Type.Optional(Version()) }, { title: 'GroupChange' });
export type GroupChange = Static<typeof GroupChange>;
