import { Type, type Static } from '@sinclair/typebox';
import { IsTest, period } from './conversions.ts';
import { Page, paging } from './paging.ts';
import { Exact, ExternalId, Id, Nullable, OneOf, Several, Slug, Text, Time, Url, Words } from './values.ts';
import { TestFlag } from './tracking.ts';

const SubId = (number: number) => Type.Optional(Text(255, { description: `Sub-id ${number} of the affiliate (F11).` }));

/** `POST /v1/clicks` (F7): a visit recorded by your own server, no pixel needed. */
export const ClickBody = Exact(
  {
    affiliateSlug: Slug({ description: 'The slug of the link or affiliate the visitor came by.' }),
    visitorId: Type.Optional(
      ExternalId({
        description:
          'Your own lasting id of the visitor, or an earlier click id: joins the clicks of one visitor (A3).',
        examples: ['v_8f2c'],
      }),
    ),
    url: Type.Optional(Url({ description: 'The page the visitor landed on, query included.' })),
    referrer: Type.Optional(Text(2048, { description: 'Where the visitor came from.' })),
    userAgent: Type.Optional(
      Text(1024, { description: "The visitor's user agent: bots are kept and not counted (F12)." }),
    ),
    country: Type.Optional(
      Type.String({ pattern: '^[A-Za-z]{2}$', description: 'ISO 3166-1 code.', examples: ['DE'] }),
    ),
    sub1: SubId(1),
    sub2: SubId(2),
    sub3: SubId(3),
    sub4: SubId(4),
    sub5: SubId(5),
    occurredAt: Type.Optional(Time({ description: 'When the visit happened; left out: now.' })),
    consent: Type.Optional(
      Type.Boolean({
        description: 'The visitor consented. Without it a campaign that asks for consent first keeps no visitor (A9).',
      }),
    ),
    test: TestFlag(),
  },
  { title: 'ClickBody' },
);
export type ClickBody = Static<typeof ClickBody>;

export const ClickAnswer = Exact(
  {
    clickId: Id('the click: carry it in a cookie, a session or your database, and send it with the sale'),
    expiresAt: Time({ description: 'The end of the attribution window, exclusive (A2).' }),
    counts: Type.Boolean({ description: 'Whether it may credit a sale.' }),
    reason: Type.Optional(Type.String({ description: 'Why it does not count: `bot`, `paused`, `campaign_closed` …' })),
    visitorIgnored: Type.Optional(
      Type.Literal(true, {
        description:
          'The campaign asks for consent first and `consent` was not true: `visitorId` was not kept, the click joins no other (A9).',
      }),
    ),
    isTest: Type.Boolean(),
  },
  { title: 'ClickAnswer' },
);
export type ClickAnswer = Static<typeof ClickAnswer>;

/** Why a click is kept without being counted. */
export const uncountedReasons = [
  'repeat',
  'bot',
  'paused',
  'campaign_draft',
  'campaign_closed',
  'campaign_archived',
] as const;

const subIds = { sub1: SubId(1), sub2: SubId(2), sub3: SubId(3), sub4: SubId(4), sub5: SubId(5) };

/** One visit of a link, as it is kept (F12). Whoever knows a click id can add to its visitor, so affiliates are never shown one. */
export const Click = Exact(
  {
    id: Id('the click'),
    occurredAt: Time(),
    affiliateId: Id('the affiliate'),
    affiliateName: Type.String(),
    enrollmentId: Id('the enrollment'),
    campaignId: Id('the campaign'),
    linkId: Nullable(Id('the link')),
    counted: Type.Boolean({
      description:
        'Whether it is paid for where the terms pay per click: the first of its visitor on this enrollment in a UTC clock hour (C3).',
    }),
    reason: Nullable(OneOf(uncountedReasons), {
      description: 'Why it is not counted. A `repeat` may credit a sale all the same; the others never do.',
    }),
    via: OneOf(['link', 'server']),
    referrer: Nullable(Type.String()),
    country: Nullable(Type.String({ examples: ['DE'] })),
    subIds: Exact(subIds, { title: 'ClickSubIds' }),
    isTest: Type.Boolean(),
  },
  { title: 'Click' },
);
export type Click = Static<typeof Click>;
export const ClickPage = Page('ClickPage', Click);
export type ClickPage = Static<typeof ClickPage>;

const filter = {
  affiliateId: Type.Optional(Several('id', { description: 'The id of an affiliate.' })),
  campaignId: Type.Optional(Several('id', { description: 'The id of a campaign.' })),
  enrollmentId: Type.Optional(Several('id', { description: 'The id of an enrollment.' })),
  counted: Type.Optional(Type.Boolean({ description: 'Only those that are counted, or only the others.' })),
  reason: Type.Optional(Words(uncountedReasons)),
  ...period,
  isTest: IsTest(),
};

/** `GET /v1/clicks`, the newest first. */
export const ClickQuery = Exact({ ...filter, ...paging }, { title: 'ClickQuery' });
export type ClickQuery = Static<typeof ClickQuery>;

/** `GET /v1/clicks.csv`: all rows of the filter. */
export const ClickExportQuery = Exact(filter, { title: 'ClickExportQuery' });
export type ClickExportQuery = Static<typeof ClickExportQuery>;
