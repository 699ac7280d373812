import { Type, type Static } from '@sinclair/typebox';
import { CountedPage, paging } from './paging.ts';
import { Currency, Exact, Id, Instant, Nullable, OneOf, Text, Time } from './values.ts';

export const AttributionTerms = Exact(
  {
    model: Text(64, {
      description: 'Which click of a visitor counts (A3): `last_click`, `first_click` …',
      examples: ['last_click'],
    }),
    windowDays: Type.Integer({ minimum: 1, maximum: 3650, description: 'Days a click counts (A2).', examples: [60] }),
    order: Type.Array(Text(64), {
      minItems: 1,
      maxItems: 50,
      description: 'The strategies in the order they are asked (A1).',
    }),
    couponOverClick: Type.Boolean({ description: 'Off: coupons are asked after the slug (A1).' }),
    lockDays: Nullable(Type.Integer({ minimum: 1, maximum: 36500 }), {
      description: 'Days a customer stays with the affiliate of the first payment; null: without end (A4).',
    }),
  },
  { title: 'AttributionTerms' },
);

export const CommissionTerms = Exact(
  {
    base: OneOf(['net', 'gross'], { description: 'What a percentage is of (C2).' }),
    holdDays: Type.Integer({
      minimum: 0,
      maximum: 3650,
      description: 'Days until a commission becomes payable (C7).',
      examples: [30],
    }),
    refundPolicy: Text(64, { description: 'How much a refund takes back (R12).', examples: ['proportional'] }),
    cancelWithinHoldReverses: Type.Optional(
      Type.Boolean({
        description:
          'Whether commissions still in hold when their subscription ends are taken back (R7). Left out: they are not.',
      }),
    ),
    budget: Type.Optional(
      Nullable(
        Exact(
          {
            amount: Exact(
              {
                unit: Type.Integer({ minimum: 0, description: 'Millionths of the major unit (M2).' }),
                currency: Currency(),
              },
              { title: 'TermsAmount' },
            ),
            per: OneOf(['month', 'all']),
          },
          { title: 'Budget' },
        ),
        { description: 'What the commissions of a campaign may come to, overrides included (C5). Of campaigns only.' },
      ),
    ),
    models: Type.Unsafe<Record<string, Record<string, unknown>>>({
      type: 'object',
      additionalProperties: { type: 'object', additionalProperties: true },
      maxProperties: 50,
      description:
        "Terms by commission model, each of its plugin's schema. Rates are parts per million: 200 000 is 20%.",
      examples: [{ cps: { kind: 'percent', rate: 200000 } }],
    }),
  },
  { title: 'CommissionTerms' },
);

/** What one level leaves empty comes from the next: affiliate, group, campaign (C1). */
export const PartialCommissionTerms = Type.Partial(CommissionTerms, { title: 'PartialCommissionTerms' });
export type PartialCommissionTerms = Static<typeof PartialCommissionTerms>;

/** Terms of a campaign as given; what is left out takes the defaults of the project. */
export const CampaignTermsInput = Exact(
  {
    attribution: Type.Optional(Type.Partial(AttributionTerms, { title: 'PartialAttributionTerms' })),
    commission: Type.Optional(PartialCommissionTerms),
  },
  { title: 'CampaignTermsInput' },
);
export type CampaignTermsInput = Static<typeof CampaignTermsInput>;

export const CampaignTerms = Exact(
  { attribution: AttributionTerms, commission: CommissionTerms },
  { title: 'CampaignTerms' },
);
export type CampaignTerms = Static<typeof CampaignTerms>;

const validFrom = () =>
  Type.Optional(
    Instant({
      description: 'Applies to what occurs at this time or later, until a later version; left out: now (C1).',
    }),
  );

const after = () =>
  Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 1_000_000_000,
      description:
        'The newest number that was seen, 0 for none: refused with `stale_version` where somebody added another since.',
    }),
  );

/** `POST /v1/campaigns/:id/terms`: a new version; versions are never changed. */
export const NewCampaignTerms = Exact(
  { terms: CampaignTermsInput, validFrom: validFrom(), after: after() },
  { title: 'NewCampaignTerms' },
);
export type NewCampaignTerms = Static<typeof NewCampaignTerms>;

/** `POST /v1/groups/:id/terms` and `POST /v1/enrollments/:id/terms`. */
export const NewPartialTerms = Exact(
  { terms: PartialCommissionTerms, validFrom: validFrom(), after: after() },
  { title: 'NewPartialTerms' },
);
export type NewPartialTerms = Static<typeof NewPartialTerms>;

const version = {
  id: Id('this version'),
  campaignId: Id('the campaign'),
  number: Type.Integer({ minimum: 1, description: 'Counts up within its level.' }),
  validFrom: Time({ description: 'From when it applies.' }),
  createdAt: Time(),
};

export const CampaignTermsVersion = Exact({ ...version, terms: CampaignTerms }, { title: 'CampaignTermsVersion' });
export type CampaignTermsVersion = Static<typeof CampaignTermsVersion>;

export const PartialTermsVersion = Exact(
  { ...version, terms: PartialCommissionTerms },
  { title: 'PartialTermsVersion' },
);
export type PartialTermsVersion = Static<typeof PartialTermsVersion>;

export const CampaignTermsPage = CountedPage('CampaignTermsPage', CampaignTermsVersion);
export type CampaignTermsPage = Static<typeof CampaignTermsPage>;

export const PartialTermsPage = CountedPage('PartialTermsPage', PartialTermsVersion);
export type PartialTermsPage = Static<typeof PartialTermsPage>;

/** `GET /v1/campaigns/:id/terms` and its like: the newest first. */
export const TermsQuery = Exact(paging, { title: 'TermsQuery' });
export type TermsQuery = Static<typeof TermsQuery>;
