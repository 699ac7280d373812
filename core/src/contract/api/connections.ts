import { Type, type Static } from '@sinclair/typebox';
import { Count } from './counts.ts';
import { CountedPage, paging, sortedBy } from './paging.ts';
import { Exact, ExternalId, Id, Nullable, OneOf, Open, Text, Time, Url, Version } from './values.ts';

const Aliases = () => Type.Array(ExternalId(), { maxItems: 20, description: 'Metadata names read as this, in order.' });

export const ConnectionSettings = Exact(
  {
    aliases: Type.Partial(
      Exact({ click: Aliases(), customer: Aliases(), campaign: Aliases() }, { title: 'ConnectionAliases' }),
    ),
  },
  { title: 'ConnectionSettings' },
);

export const healthStates = [
  'healthy',
  'listening',
  'polling',
  'quiet',
  'missing_events',
  'failing',
  'no_secret',
  'paused',
] as const;
export type HealthState = (typeof healthStates)[number];

/** How a connection is, from the latest thousand of its deliveries, its reads and what was refused. */
export const ConnectionHealth = Exact(
  {
    state: OneOf(healthStates, {
      description:
        '`listening`: nothing came yet. `polling`: read by schedule. `quiet`: silent for longer than is usual for it. `missing_events`: its webhook lacks ' +
        'some. `failing`: deliveries were parked, quarantined or refused within a day, or the last read failed. `no_secret`: none is set that opens.',
    }),
    lastDeliveryAt: Nullable(Time(), { description: 'By webhook, or found by reading.' }),
    lastWebhookAt: Nullable(Time()),
    usualSilenceSeconds: Nullable(Type.Integer({ minimum: 0 }), {
      description: 'Silence up to this is usual; null while too little came to say so.',
    }),
    delivered: Count('Webhooks of the last 24 hours.'),
    filled: Count('Found by reading in the last 24 hours, which no webhook had brought.'),
    failed: Count('Parked or quarantined of the last 24 hours.'),
    missingEvents: Type.Array(Type.String({ examples: ['charge.dispute.created'] }), {
      description: 'Types found by reading within 7 days that no webhook brought.',
    }),
    refused: Type.Array(
      Exact(
        {
          reason: Type.String({ examples: ['bad_signature'] }),
          count: Type.Integer({ minimum: 1 }),
          lastAt: Time(),
          detail: Type.String(),
        },
        { title: 'RefusedDeliveries' },
      ),
      { description: 'Deliveries refused at the door, by reason, the latest first. Nothing of them is kept.' },
    ),
    readFailed: Type.Boolean({ description: 'The last read of the processor failed.' }),
  },
  { title: 'ConnectionHealth' },
);
export type ConnectionHealth = Static<typeof ConnectionHealth>;

/** One configured account of a processor. Secrets go in and never come out. */
export const Connection = Exact(
  {
    id: Id('the connection'),
    adapter: Type.String({ examples: ['stripe'] }),
    name: Text(200, { examples: ['Stripe'] }),
    mode: OneOf(['live', 'test'], { description: 'Live and test never mix (F52).' }),
    account: Nullable(ExternalId(), {
      description: "The processor's id of the account: deliveries of another one are refused.",
    }),
    settings: Type.Partial(ConnectionSettings),
    credentials: Type.Array(Type.String(), {
      description: 'Names of the secrets that are set.',
      examples: [['signingSecret']],
    }),
    webhookUrl: Url({
      description: 'Where the processor must deliver.',
      examples: ['https://go.example.com/hooks/019a9f3c-6d1e-7b42-9c55-2f6f3f1f0a11'],
    }),
    active: Type.Boolean(),
    health: ConnectionHealth,
    createdAt: Time(),
    version: Version(),
  },
  { title: 'Connection' },
);
export type Connection = Static<typeof Connection>;

export const ConnectionPage = CountedPage('ConnectionPage', Connection);
export type ConnectionPage = Static<typeof ConnectionPage>;

export const ConnectionQuery = Exact(
  { adapter: Type.Optional(Text(64)), ...sortedBy('name'), ...paging },
  { title: 'ConnectionQuery' },
);
export type ConnectionQuery = Static<typeof ConnectionQuery>;

const credentials = () =>
  Open({
    maxProperties: 50,
    description: "The adapter's own secrets, by its schema; sealed at rest.",
    examples: [{ signingSecret: 'whsec_…' }],
  });

export const NewConnection = Exact(
  {
    adapter: Text(64, { examples: ['stripe'] }),
    name: Type.Optional(Text(200, { description: "Left out: the adapter's title." })),
    mode: OneOf(['live', 'test']),
    account: Type.Optional(ExternalId()),
    settings: Type.Optional(Type.Partial(ConnectionSettings)),
    credentials: credentials(),
  },
  { title: 'NewConnection' },
);
export type NewConnection = Static<typeof NewConnection>;

/**
 * `PATCH /v1/connections/:id`. A credential left out stays, null takes it away. Deliveries signed with the secrets that were replaced are
 * accepted until credentials are changed once more.
 */
export const ConnectionChange = Exact(
  {
    name: Type.Optional(Text(200)),
    account: Type.Optional(Nullable(ExternalId())),
    settings: Type.Optional(Type.Partial(ConnectionSettings)),
    credentials: Type.Optional(credentials()),
    active: Type.Optional(Type.Boolean()),
    version: Type.Optional(Version()),
  },
  { title: 'ConnectionChange', minProperties: 1 },
);
export type ConnectionChange = Static<typeof ConnectionChange>;

/** `POST /v1/connections/:id/setup`. */
export const SetupRequest = Exact(
  { dryRun: Type.Optional(Type.Boolean({ description: 'Looks and tells what it would do, and changes nothing.' })) },
  { title: 'SetupRequest' },
);
export type SetupRequest = Static<typeof SetupRequest>;

export const SetupStep = Exact(
  {
    state: OneOf(['already', 'done', 'would', 'by_hand'], {
      description: '`already`: as it should be. `done`: now. `would`: in a dry run. `by_hand`: only a person can.',
    }),
    what: Type.String({ examples: ['Create a webhook endpoint for 24 events, and keep its secret.'] }),
  },
  { title: 'SetupStep' },
);

/** What was found at the processor, done there, or is left to a person. */
export const ConnectionSetup = Exact(
  {
    dryRun: Type.Boolean(),
    steps: Type.Array(SetupStep),
    warnings: Type.Array(Type.String(), {
      description: 'Why deliveries may not arrive: an address of this machine alone.',
    }),
    connection: Connection,
  },
  { title: 'ConnectionSetup' },
);
export type ConnectionSetup = Static<typeof ConnectionSetup>;
