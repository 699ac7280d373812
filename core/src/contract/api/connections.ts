import { Type, type Static } from '@sinclair/typebox';
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
