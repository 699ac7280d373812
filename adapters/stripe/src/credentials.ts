import { type Static, Type } from '@sinclair/typebox';

/** A signing secret as copied from Stripe, spaces around it forgiven. Anything else there is a mistake found at once, not at the first delivery. */
const signingSecret = (title: string, description: string) =>
  Type.String({ title, description, format: 'secret', pattern: '^\\s*whsec_\\S+\\s*$', maxLength: 255 });

/** Secrets of one Stripe account in one mode, edited at run time and sealed at rest. */
export const credentials = Type.Object(
  {
    signingSecret: signingSecret('Signing secret', 'Workbench → Webhooks → your endpoint → Signing secret'),
    previousSigningSecret: Type.Optional(
      signingSecret('Previous signing secret', 'While you roll the secret: deliveries signed with either are accepted'),
    ),
  },
  { additionalProperties: false },
);

export type Credentials = Static<typeof credentials>;

/** Newest first. */
export const secretsOf = ({ signingSecret, previousSigningSecret = '' }: Credentials): readonly string[] =>
  [signingSecret, previousSigningSecret].map((secret) => secret.trim()).filter((secret) => secret !== '');
