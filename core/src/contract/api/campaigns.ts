import { type SchemaOptions, type Static, Type } from '@sinclair/typebox';
import { CountedPage, paging, sortedBy } from './paging.ts';
import { CampaignTermsInput } from './terms.ts';
import { Currency, Exact, Id, Nullable, OneOf, Slug, Text, Time, Url, Version } from './values.ts';

export const campaignStates = ['draft', 'active', 'closed', 'archived'] as const;

const name = () => Text(200, { examples: ['Partner programme'] });
const destinationUrl = () => Url({ description: 'Where links lead that name no address of their own.' });

const consentRequired = (options: SchemaOptions = {}) =>
  Type.Boolean({
    description:
      'A9: visitors get no cookie and are not recognised unless the link, or `POST /v1/clicks`, says that they consented.',
    ...options,
  });

const recruitingLink = (options: SchemaOptions = {}) =>
  Type.Boolean({
    description:
      'C8: each approved affiliate has a public page, `/join/` and their slug, by which others apply with them as recruiter; applications wait to be approved.',
    ...options,
  });

const reservedWords = () =>
  Type.Array(Text(50), {
    maxItems: 500,
    description: 'No code of theirs holds one of these words, in any case, hyphens left aside.',
    examples: [['ACME']],
  });

/** Whether affiliates mint codes of their own, and within which bounds (F71). */
const SelfMint = Exact(
  {
    enabled: Type.Boolean(),
    parentCouponId: Nullable(Id('the parent coupon'), { description: 'Whose discount their codes give.' }),
    reservedWords: reservedWords(),
    codesPerAffiliate: Type.Integer({
      minimum: 1,
      maximum: 100,
      description: 'How many that are not switched off one affiliate has at most.',
      examples: [3],
    }),
    triesPerDay: Type.Integer({
      minimum: 1,
      maximum: 1000,
      description: 'How many codes one affiliate wishes for within 24 hours, got or not.',
      examples: [10],
    }),
  },
  { title: 'SelfMint' },
);

const TermsWarning = Exact(
  {
    code: OneOf(['no_commission_model', 'rate_looks_like_percent']),
    path: Type.Optional(
      Type.String({ description: 'Where in the terms, a JSON pointer.', examples: ['/commission/models/cps/rate'] }),
    ),
    rate: Type.Optional(Type.Integer({ description: 'As it stands there, parts per million.', examples: [20] })),
  },
  { title: 'TermsWarning', description: 'Allowed, and hardly meant.' },
);

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
    consentRequired: consentRequired(),
    recruitingLink: recruitingLink(),
    selfMint: SelfMint,
    warnings: Type.Array(TermsWarning, {
      description:
        'What is odd about the terms in force, of a draft or an active campaign: it pays nothing, or 0.002%.',
    }),
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
    consentRequired: consentRequired({ default: false }),
    recruitingLink: recruitingLink({ default: false }),
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
    consentRequired: Type.Optional(consentRequired()),
    recruitingLink: Type.Optional(recruitingLink()),
    selfMint: Type.Optional(Type.Partial(SelfMint, { title: 'SelfMintChange' })),
    reason: Type.Optional(Text(500, { description: 'Kept in the audit.' })),
    version: Type.Optional(Version()),
  },
  { title: 'CampaignChange', minProperties: 1 },
);
export type CampaignChange = Static<typeof CampaignChange>;
