import { isUtf8 } from 'node:buffer';

export interface MaskedBody {
  readonly encoding: 'text' | 'base64';
  readonly content: string;
  readonly bytes: number;
  /** Secrets that were masked. */
  readonly masked: number;
}

const mask = '********';

/** The value of a JSON member that is called a secret: Stripe's `client_secret`, a token, a password. */
const secretMembers =
  /("[^"\\]*(?:secret|password|passwd|api_?key|private_?key|access_?token|refresh_?token)"\s*:\s*")((?:[^"\\]|\\.)+)"/gi;

/** Shorter ones are no secrets, and would stand in many places that are none either. */
const shortest = 6;

/**
 * A delivery's body exactly as received, but for secrets (F51): those known to the connection, wherever they stand, and members that say they are
 * secret. Worked on byte by byte, so that nothing else changes.
 */
export function maskBody(body: Uint8Array, secrets: readonly string[]): MaskedBody {
  let masked = 0;
  let text = Buffer.from(body).toString('latin1');
  for (const secret of secrets.filter(({ length }) => length >= shortest)) {
    const parts = text.split(Buffer.from(secret).toString('latin1'));
    masked += parts.length - 1;
    text = parts.join(mask);
  }
  text = text.replace(secretMembers, (_whole, member: string, value: string) => {
    if (value !== mask) masked++;
    return `${member}${mask}"`;
  });
  const bytes = Buffer.from(text, 'latin1');
  const readable = isUtf8(bytes);
  return {
    encoding: readable ? 'text' : 'base64',
    content: bytes.toString(readable ? 'utf8' : 'base64'),
    bytes: body.byteLength,
    masked,
  };
}
