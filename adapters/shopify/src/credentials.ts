import { type Static, Type } from '@sinclair/typebox';

const printable = '^\\s*[\\x21-\\x7e]{16,}\\s*$';

/**
 * What a shop signs its deliveries with: the client secret of the app that subscribes, or the key shown under Settings → Notifications → Webhooks
 * for webhooks made there. It may be left out at first; until it is there every delivery is refused (`no_secret`). With the client id beside it, or with an
 * access token, the shop can be asked: backfill, set-up, codes.
 */
export const credentials = Type.Object(
  {
    clientSecret: Type.Optional(
      Type.String({
        title: 'Client secret',
        description: 'Your app → Settings → Credentials → Secret; or the key under Settings → Notifications → Webhooks',
        format: 'secret',
        pattern: printable,
        maxLength: 255,
      }),
    ),
    clientId: Type.Optional(
      Type.String({
        title: 'Client ID',
        description: 'Your app → Settings → Credentials → Client ID: to ask the shop, and not only listen to it',
        pattern: printable,
        maxLength: 255,
      }),
    ),
    accessToken: Type.Optional(
      Type.String({
        title: 'Admin API access token',
        description: 'Only of an app that was made in the admin of the shop: API credentials → Admin API access token',
        format: 'secret',
        pattern: '^\\s*shp[a-z]{2}_\\S+\\s*$',
        maxLength: 255,
      }),
    ),
  },
  { additionalProperties: false },
);

export type Credentials = typeof credentials;

/** Spaces and newlines that came along with a copied secret are no part of it. */
export const secretsOf = ({ clientSecret = '' }: Static<typeof credentials>): readonly string[] =>
  [clientSecret.trim()].filter((secret) => secret !== '');
