import { type Static, Type } from '@sinclair/typebox';

/**
 * What a shop signs its deliveries with: the client secret of the app that subscribes, or the key shown under Settings → Notifications → Webhooks
 * for webhooks made there. It may be left out at first; until it is there every delivery is refused (`no_secret`).
 */
export const credentials = Type.Object(
  {
    clientSecret: Type.Optional(
      Type.String({
        title: 'Client secret',
        description: 'Your app → Settings → Credentials → Secret; or the key under Settings → Notifications → Webhooks',
        format: 'secret',
        pattern: '^\\s*[\\x21-\\x7e]{16,}\\s*$',
        maxLength: 255,
      }),
    ),
  },
  { additionalProperties: false },
);

/** Spaces and newlines that came along with a copied secret are no part of it. */
export const secretsOf = ({ clientSecret = '' }: Static<typeof credentials>): readonly string[] =>
  [clientSecret.trim()].filter((secret) => secret !== '');
