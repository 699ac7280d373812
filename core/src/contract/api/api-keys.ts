import { Type, type Static } from '@sinclair/typebox';
import { CountedPage, paging, sortedBy } from './paging.ts';
import { Exact, Id, Nullable, OneOf, Origin, Text, Time } from './values.ts';

/** What a key may do: `track` clicks, leads, sales and refunds; `read` everything; `manage` what people edit. */
export const keyScopes = ['track', 'read', 'manage'] as const;
export type KeyScope = (typeof keyScopes)[number];

/** `secret` keys belong on servers. `publishable` ones stand in pages, where everybody reads them: they tell of leads and of nothing else (F8). */
export const keyKinds = ['secret', 'publishable'] as const;
export type KeyKind = (typeof keyKinds)[number];

const members = {
  id: Id('the key'),
  name: Text(200, { examples: ['Shop backend'] }),
  mode: OneOf(['live', 'test'], { description: 'A test key never makes a live sale (C9).' }),
  kind: OneOf(keyKinds),
  scopes: Type.Array(OneOf(keyScopes), { uniqueItems: true, description: 'None of a publishable key.' }),
  origins: Type.Array(Origin(), { description: 'Of a publishable key: whose pages it counts from.' }),
  campaignId: Nullable(Id('the only campaign it may track for'), { description: 'Null: every campaign.' }),
  prefix: Type.String({ description: 'Its first characters, to recognise it by.', examples: ['fl_live_Qm3x'] }),
  signing: Exact(
    {
      required: Type.Boolean({ description: 'Requests without a valid signature are refused (I3).' }),
      secrets: Type.Integer({
        minimum: 0,
        maximum: 2,
        description: 'Live signing secrets; two while one is replaced.',
      }),
    },
    { title: 'KeySigning' },
  ),
  createdAt: Time(),
  revokedAt: Nullable(Time()),
};

/** A key of a machine. Only its hash is stored. */
export const ApiKeyRow = Exact(members, { title: 'ApiKey' });
export type ApiKeyRow = Static<typeof ApiKeyRow>;

export const ApiKeyPage = CountedPage('ApiKeyPage', ApiKeyRow);
export type ApiKeyPage = Static<typeof ApiKeyPage>;

export const ApiKeyQuery = Exact({ ...sortedBy('name'), ...paging }, { title: 'ApiKeyQuery' });
export type ApiKeyQuery = Static<typeof ApiKeyQuery>;

export const NewApiKey = Exact(
  {
    name: Text(200),
    mode: OneOf(['live', 'test'], { default: 'live' }),
    kind: Type.Optional(
      OneOf(keyKinds, {
        description:
          'A publishable key may be shown in pages: it tells of leads, from pages of `origins`, and does nothing else. Left out: secret.',
      }),
    ),
    scopes: Type.Optional(
      Type.Array(OneOf(keyScopes), {
        minItems: 1,
        maxItems: 3,
        uniqueItems: true,
        description: 'Of a secret key; left out: track and read.',
      }),
    ),
    origins: Type.Optional(
      Type.Array(Origin(), {
        minItems: 1,
        maxItems: 20,
        description: 'Of a publishable key, required.',
      }),
    ),
    campaignId: Type.Optional(Id('the only campaign it may track for')),
    signed: Type.Boolean({ default: false, description: 'Makes a signing secret and requires signatures (I3).' }),
  },
  { title: 'NewApiKey' },
);
export type NewApiKey = Static<typeof NewApiKey>;

/** Shown once, at the making. */
export const MadeApiKey = Exact(
  {
    ...members,
    key: Type.String({
      description: 'The bearer token; shown only now, and empty where a signed request is repeated.',
      examples: ['fl_live_…'],
    }),
    signingSecret: Nullable(Type.String({ examples: ['whsec_…'] }), {
      description: 'Shown only now; null without signing.',
    }),
  },
  { title: 'MadeApiKey' },
);
export type MadeApiKey = Static<typeof MadeApiKey>;

/** `POST /v1/api-keys/:id/signing-secret`: the present secret stays good until the next one is made. */
export const MadeSigningSecret = Exact(
  { signingSecret: Type.String({ examples: ['whsec_…'] }) },
  { title: 'MadeSigningSecret' },
);
export type MadeSigningSecret = Static<typeof MadeSigningSecret>;
