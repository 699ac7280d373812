import { type Static, Type } from '@sinclair/typebox';

/**
 * Of one Paddle account, live or sandbox, edited at run time and sealed at rest. The form of the secret is checked, so that an API key pasted here
 * is found at once and not at the first delivery. While a secret is rolled the core keeps the one it replaced.
 *
 * The secret may be left out at first: Paddle shows it once the notification destination exists, whose URL holds the id of the connection. Until it
 * is there every delivery is refused (`no_secret`). Without the API key Fairlead reads what Paddle sends and calls nothing.
 */
export const credentials = Type.Object(
  {
    signingSecret: Type.Optional(
      Type.String({
        title: 'Secret key of the notification destination',
        description: 'Developer tools → Notifications → your destination → Secret key',
        format: 'secret',
        pattern: '^\\s*pdl_ntfset_\\S+\\s*$',
        maxLength: 255,
      }),
    ),
    apiKey: Type.Optional(
      Type.String({
        title: 'API key',
        description:
          'Developer tools → Authentication. To backfill: read permission is enough; to mint codes: Discounts, write',
        format: 'secret',
        pattern: '^\\s*(?!pdl_ntfset_)[A-Za-z0-9_]{20,}\\s*$',
        maxLength: 255,
      }),
    ),
  },
  { additionalProperties: false },
);

export type Credentials = Static<typeof credentials>;

/** Spaces and newlines that came along with a copied secret are no part of it. */
export const secretsOf = ({ signingSecret = '' }: Credentials): readonly string[] =>
  [signingSecret.trim()].filter((secret) => secret !== '');
