import { Type, type Static } from '@sinclair/typebox';
import { CountedPage, paging, sortedBy } from './paging.ts';
import { CampaignTermsInput } from './terms.ts';
import { Currency, Exact, Id, OneOf, Slug, Text, Time, Url, Version } from './values.ts';

export const campaignStates = ['draft', 'active', 'closed', 'archived'] as const;

const name = () => Text(200, { examples: ['Partner programme'] });
const destinationUrl = () => Url({ description: 'Where links lead that name no address of their own.' });

export const Campaign = Exact(
  {
    id: Id('the campaign'),
    name: name(),
    slug: Slug({ description: 'Names the campaign within the organization.', examples: ['main'] }),
    state: OneOf(campaignStates, {
      description: 'A10: nothing counts in a draft; closed takes no new clicks; archived credits nothing new.',
    }),
    destinationUrl: destinationUrl(),
    currency: Currency({ description: 'Of click, lead and bonus commissions (M5).' }),
    createdAt: Time(),
    version: Version(),
  },
  { title: 'Campaign' },
);
export type Campaign = Static<typeof Campaign>;

export const CampaignPage = CountedPage('CampaignPage', Campaign);
export type CampaignPage = Static<typeof CampaignPage>;

export const CampaignQuery = Exact(
  { state: Type.Optional(OneOf(campaignStates)), ...sortedBy('name'), ...paging },
  { title: 'CampaignQuery' },
);
export type CampaignQuery = Static<typeof CampaignQuery>;

/** `POST /v1/campaigns`. The terms become its first version. */
export const NewCampaign = Exact(
  {
    name: name(),
    slug: Slug({ examples: ['main'] }),
    state: OneOf(['draft', 'active'], { default: 'draft' }),
    validFrom: Type.Optional(
      Time({ description: 'Since when, where that lies back: a brand that moves over. Left out: now (A10).' }),
    ),
    destinationUrl: destinationUrl(),
    currency: Type.Optional(Currency({ description: "Left out: the organization's home currency." })),
    terms: Type.Optional(CampaignTermsInput),
  },
  { title: 'NewCampaign' },
);
export type NewCampaign = Static<typeof NewCampaign>;

/** `PATCH /v1/campaigns/:id`. What is left out stays; terms are never changed, a new version is added. */
export const CampaignChange = Exact(
  {
    name: Type.Optional(name()),
    state: Type.Optional(OneOf(campaignStates)),
    validFrom: Type.Optional(
      Time({
        description: 'Since when the state holds, where that lies back: a brand that moves over. Left out: now (A10).',
      }),
    ),
    destinationUrl: Type.Optional(destinationUrl()),
    reason: Type.Optional(Text(500, { description: 'Kept in the audit.' })),
    version: Type.Optional(Version()),
  },
  { title: 'CampaignChange', minProperties: 1 },
);
export type CampaignChange = Static<typeof CampaignChange>;
