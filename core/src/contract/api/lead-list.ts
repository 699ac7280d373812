import { Type, type Static } from '@sinclair/typebox';
import { AnyId, IsTest, period } from './conversions.ts';
import { counted, counts } from './counts.ts';
import { Page, paging } from './paging.ts';
import { Currency, Exact, ExternalId, Id, Nullable, OneOf, Several, Slug, Sum, Text, Time, Words } from './values.ts';

/** Whether a person is asked about a lead, and what they said last (C3). `none`: nobody is asked, it earns by itself or not at all. */
export const leadStates = ['awaiting', 'validated', 'rejected', 'none'] as const;

const Credit = Exact(
  {
    conversionId: Id('its conversion'),
    affiliateId: Id('the affiliate'),
    affiliateName: Type.String(),
    affiliateSlug: Slug(),
    campaignId: Id('the campaign'),
    campaignName: Type.String(),
    currency: Nullable(Currency(), { description: 'Null while it earns nothing.' }),
    commission: Sum({ description: 'What it earns, less what was taken back; 0 while it waits.' }),
  },
  { title: 'LeadCredit' },
);

/** A lead somebody is credited with. */
export const Lead = Exact(
  {
    id: Id('the lead'),
    state: OneOf(leadStates),
    occurredAt: Time({ description: 'When they signed up.' }),
    recordedAt: Time({ description: 'When it was learned of.' }),
    customerId: Nullable(Id('the customer')),
    customerExternalId: Nullable(ExternalId(), { description: 'Your own id of the customer.' }),
    connectionId: Nullable(Id('the connection of the processor'), {
      description: 'Null for one told server to server.',
    }),
    isTest: Type.Boolean(),
    byPage: Type.Boolean({ description: 'Only a page told of it, by a publishable key (A5).' }),
    credits: Type.Array(Credit, { description: 'Whose lead it is; several where it is shared.' }),
  },
  { title: 'Lead' },
);
export type Lead = Static<typeof Lead>;
export const LeadPage = Page('LeadPage', Lead);
export type LeadPage = Static<typeof LeadPage>;

const filter = {
  state: Type.Optional(Words(leadStates, { examples: ['awaiting'] })),
  affiliateId: Type.Optional(Several('id', { description: 'The id of an affiliate.' })),
  campaignId: Type.Optional(Several('id', { description: 'The id of a campaign.' })),
  ...period,
  q: AnyId(),
  isTest: IsTest(),
};
export const LeadFilterQuery = Exact(filter, { title: 'LeadFilterQuery' });
export type LeadFilterQuery = Static<typeof LeadFilterQuery>;

const sort = OneOf(['-occurredAt', 'occurredAt', '-commission', 'commission'], {
  default: '-occurredAt',
  description:
    'With `-` before it: the newest, or what earns most, first. Amounts of several currencies are ordered by their numbers alone.',
});

/** `GET /v1/leads`. */
export const LeadQuery = Exact({ ...filter, sort, ...paging }, { title: 'LeadQuery' });
export type LeadQuery = Static<typeof LeadQuery>;

/** `GET /v1/leads.csv`: all rows of the filter. */
export const LeadExportQuery = Exact({ ...filter, sort }, { title: 'LeadExportQuery' });
export type LeadExportQuery = Static<typeof LeadExportQuery>;

/** `GET /v1/leads/summary`. */
export const LeadSummary = Exact(
  { ...counted, byState: counts(leadStates, 'LeadsByState') },
  {
    title: 'LeadSummary',
    description: '`byState` counts without the filter by state: what a press on a chip would show.',
  },
);
export type LeadSummary = Static<typeof LeadSummary>;

/** `POST /v1/leads/bulk`: one verdict on many (C3). */
export const LeadBulk = Exact(
  {
    ids: Type.Array(Id('a lead'), { minItems: 1, maxItems: 500, uniqueItems: true }),
    verdict: OneOf(['validated', 'rejected']),
    reason: Text(500, { description: 'Kept with each decision.', examples: ['spoke to them'] }),
  },
  { title: 'LeadBulk' },
);
export type LeadBulk = Static<typeof LeadBulk>;

/** Each stands for itself: what one is refused for stops no other. */
export const LeadBulkResult = Exact(
  {
    data: Type.Array(
      Exact(
        {
          id: Id('the lead'),
          changed: Type.Boolean(),
          code: Nullable(Type.String({ examples: ['illegal_transition'] }), { description: 'Why not; null: it was.' }),
          detail: Nullable(Type.String()),
        },
        { title: 'LeadBulkRow' },
      ),
      { description: 'In the order they were asked for.' },
    ),
  },
  { title: 'LeadBulkResult' },
);
export type LeadBulkResult = Static<typeof LeadBulkResult>;
