import { type Static, Type } from '@sinclair/typebox';

/**
 * The secret of one Stripe account in one mode, edited at run time and sealed at rest. Its form is checked, so that an API key pasted here is
 * found at once and not at the first delivery. While a secret is rolled the core keeps the one it replaced.
 *
 * It may be left out at first: Stripe shows it only once the endpoint exists, whose URL holds the id of the connection. Until it is there
 * every delivery is refused (`no_secret`).
 */
export const credentials = Type.Object(
  {
    signingSecret: Type.Optional(
      Type.String({
        title: 'Signing secret',
        description: 'Workbench → Webhooks → your endpoint → Signing secret',
        format: 'secret',
        pattern: '^\\s*whsec_\\S+\\s*$',
        maxLength: 255,
      }),
    ),
    apiKey: Type.Optional(
      Type.String({
        title: 'Restricted API key',
        description:
          'For backfill, set-up and codes: Developers → API keys → Create restricted key, with the permissions the guide names',
        format: 'secret',
        pattern: '^\\s*[rs]k_\\S+\\s*$',
        maxLength: 255,
      }),
    ),
  },
  { additionalProperties: false },
);

export type Credentials = typeof credentials;

/** Spaces and newlines that came along with a copied secret are no part of it. */
export const secretsOf = ({ signingSecret = '' }: Static<typeof credentials>): readonly string[] =>
  [signingSecret.trim()].filter((secret) => secret !== '');
