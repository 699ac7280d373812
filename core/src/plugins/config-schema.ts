import { type Static, Type } from '@sinclair/typebox';

const perMinute = (limit: number, description: string) =>
  Type.Union([Type.Integer({ minimum: 1, title: 'a whole number from 1' }), Type.Null()], {
    default: limit,
    description: `${description}, in one minute; null: no limit.`,
  });

const Database = Type.Object(
  {
    url: Type.Optional(
      Type.String({
        format: 'secret',
        description:
          'Connection string of a PostgreSQL, 15 or newer, as the server uses it. Left out or empty: an embedded PostgreSQL in the data folder.',
      }),
    ),
    ownerUrl: Type.Optional(
      Type.String({
        format: 'secret',
        description:
          'Connection string of the role that owns the tables and migrates them. Left out or empty: the same as url.',
      }),
    ),
  },
  { default: {}, additionalProperties: false },
);

const RateLimits = Type.Object(
  {
    api: perMinute(6000, 'Requests of one API key'),
    links: perMinute(600, 'Visits of tracking links by one client address'),
    deliveries: perMinute(12000, 'Deliveries to one processor connection'),
    refusals: perMinute(60, 'Refused credentials of one client address, before it has to wait'),
  },
  { default: {}, additionalProperties: false },
);

const Server = Type.Object(
  {
    publicUrl: Type.Optional(
      Type.String({
        format: 'http-url',
        description:
          'Where the world reaches this server; tracking links and hook addresses begin with it: https://go.example.com. Left out: http://localhost and the port it listens on.',
      }),
    ),
    trustedProxies: Type.Array(Type.String({ format: 'network-address' }), {
      default: [],
      description:
        'Addresses or networks (10.0.0.0/8) of proxies whose X-Forwarded-* headers are believed. Empty: none.',
    }),
    bodyLimit: Type.Integer({
      default: 1_048_576,
      minimum: 1024,
      maximum: 67_108_864,
      description: 'The largest request body taken, in bytes.',
    }),
    rateLimits: RateLimits,
  },
  { default: {}, additionalProperties: false },
);

const Tracking = Type.Object(
  {
    cookie: Type.String({
      default: '_fairlead',
      pattern: '^[A-Za-z0-9_-]{1,64}$',
      description: 'Name of the first-party cookie that holds the click id.',
    }),
    clickParameter: Type.String({
      default: 'fl_click',
      pattern: '^[A-Za-z0-9_-]{1,64}$',
      description: 'Query parameter that carries the click id to the destination.',
    }),
  },
  { default: {}, additionalProperties: false },
);

/**
 * Everything in `fairlead.config.ts` but the plugins. Each setting has a default; its description is its reference page. What belongs to
 * the machine (port, address, data folder) is in the environment.
 */
export const Settings = Type.Object(
  { database: Database, server: Server, tracking: Tracking },
  { additionalProperties: false },
);

/** The settings, complete. */
export type Settings = Static<typeof Settings>;
