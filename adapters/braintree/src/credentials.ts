import { type Static, Type } from '@sinclair/typebox';

const key = (title: string, secret: boolean) =>
  Type.Optional(
    Type.String({
      title,
      description: 'Control Panel → Settings → API → your keys',
      pattern: '^\\s*[A-Za-z0-9_]+\\s*$',
      maxLength: 255,
      ...(secret && { format: 'secret' }),
    }),
  );

/** The keys of one Braintree gateway. They sign its webhooks and open its API alike; until both keys are there every delivery is refused. */
export const credentials = Type.Object(
  { merchantId: key('Merchant ID', false), publicKey: key('Public key', false), privateKey: key('Private key', true) },
  { additionalProperties: false },
);

export type Credentials = Static<typeof credentials>;

/** A signature names the public key it was made with, so the two keys are one secret: `<public>|<private>`. */
export function secretsOf({ publicKey = '', privateKey = '' }: Credentials): readonly string[] {
  const [known, secret] = [publicKey.trim(), privateKey.trim()];
  return known === '' || secret === '' ? [] : [`${known}|${secret}`];
}

export interface Keys {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** Undefined where one of the two is missing. */
export function keysOf(secret: string): Keys | undefined {
  const at = secret.indexOf('|');
  const [publicKey, privateKey] = [secret.slice(0, Math.max(at, 0)).trim(), secret.slice(at + 1).trim()];
  return at < 0 || publicKey === '' || privateKey === '' ? undefined : { publicKey, privateKey };
}
