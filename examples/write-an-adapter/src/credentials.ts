import { type Static, Type } from '@sinclair/typebox';

/**
 * Of one account, edited while the server runs and sealed at rest. The form of each is checked, so that one pasted for the other is found at once.
 * The secret may come later, since Pennywhistle shows it when the webhook exists; the API key is for codes and backfills alone.
 */
export const credentials = Type.Object(
  {
    signingSecret: Type.Optional(
      Type.String({
        title: 'Signing secret',
        description: 'Settings → Webhooks → your webhook → Secret',
        format: 'secret',
        pattern: '^\\s*pws_\\S+\\s*$',
        maxLength: 255,
      }),
    ),
    apiKey: Type.Optional(
      Type.String({
        title: 'API key',
        description: 'Settings → API. Reading is enough; needed for codes and to backfill',
        format: 'secret',
        pattern: '^\\s*pwk_\\S+\\s*$',
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
