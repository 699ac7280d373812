import { Type, type Static } from '@sinclair/typebox';
import { Exact, ExternalId, Id, Slug, Text, Time, Url } from './values.ts';
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
