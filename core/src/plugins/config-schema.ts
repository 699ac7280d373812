import { type Static, Type } from '@sinclair/typebox';
import { HttpSettings } from '../contract/http-settings.ts';

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

const Server = Type.Object(
  {
    publicUrl: Type.Optional(
      Type.String({
        format: 'http-url',
        description:
          'Where the world reaches this server; tracking links and hook addresses begin with it: https://go.example.com. Left out: http://localhost and the port it listens on.',
      }),
    ),
  },
  { default: {}, additionalProperties: false },
);

const Tracking = Type.Object(
  {
    cookie: Type.Object(
      {
        name: Type.String({
          default: '_fairlead',
          pattern: '^[A-Za-z0-9_-]{1,64}$',
          description: 'Name of the first-party cookie that holds the click id.',
        }),
        domain: Type.Union([Type.Literal(''), Type.String({ format: 'domain' })], {
          default: '',
          description:
            'Domain whose hosts all get the cookie: example.com for go.example.com and www.example.com. Empty: only the host of the link.',
        }),
      },
      { default: {}, additionalProperties: false },
    ),
    clickParameter: Type.String({
      default: 'fl_click',
      pattern: '^[A-Za-z0-9_-]{1,64}$',
      description: 'Query parameter that carries the click id to the destination.',
    }),
    consentParameter: Type.String({
      default: 'fl_consent',
      pattern: '^[A-Za-z0-9_-]{1,64}$',
      description:
        'Query parameter by which a link says, with the value 1, that its visitor consented: for campaigns that ask for consent first.',
    }),
    countryHeader: Type.String({
      default: '',
      pattern: '^[a-z0-9-]{0,64}$',
      description:
        "Header in which your proxy tells the visitor's country, in lower case: cf-ipcountry. Empty: none is believed.",
    }),
  },
  { default: {}, additionalProperties: false },
);

const Mail = Type.Object(
  {
    smtpUrl: Type.String({
      default: '',
      format: 'secret',
      pattern: '^(smtps?://.+)?$',
      description:
        'The SMTP server that mail to people goes out by: smtp://user:password@mail.example.com:587. Empty: none is sent; links are in the log of the server, for you to hand on.',
    }),
    from: Type.String({
      default: 'Fairlead <fairlead@localhost>',
      maxLength: 320,
      description: 'Whom mail comes from: Acme <partners@example.com>.',
    }),
  },
  { default: {}, additionalProperties: false },
);

/**
 * Everything in `fairlead.config.ts` but the plugins. Each setting has a default; its description is its reference page. What belongs to
 * the machine (port, address, data folder) is in the environment.
 */
export const Settings = Type.Object(
  { database: Database, server: Server, http: HttpSettings, tracking: Tracking, mail: Mail },
  { additionalProperties: false },
);

/** The settings, complete. */
export type Settings = Static<typeof Settings>;
