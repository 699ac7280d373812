import { instant, isRecord } from './read.ts';
import { NotXml, parseXml, toObject } from './xml.ts';

/** What Braintree posts: a form of two fields. */
export interface Form {
  readonly signature: string;
  /** Base64, as it was signed. */
  readonly payload: string;
}

export interface Notification {
  readonly kind: string;
  /** RFC 3339 in UTC. */
  readonly timestamp: string;
  readonly subject: Readonly<Record<string, unknown>>;
  readonly merchant: string | undefined;
}

/** The two fields, each told once; undefined where the body is no such form. */
export function readForm(body: Uint8Array): Form | undefined {
  const text = Buffer.from(body).toString('latin1');
  const fields = text.split('&').map((field) => field.split('=').map(decoded));
  const values = (name: string) =>
    fields.flatMap(([key, value, more]) => (key === name && more === undefined ? [value] : []));
  const [signature, another] = values('bt_signature');
  const [payload, second] = values('bt_payload');
  if (signature === undefined || payload === undefined || another !== undefined || second !== undefined)
    return undefined;
  return { signature, payload };
}

export const writeForm = ({ signature, payload }: Form): string =>
  `bt_signature=${encodeURIComponent(signature)}&bt_payload=${encodeURIComponent(payload)}`;

function decoded(part: string): string {
  try {
    return decodeURIComponent(part.replaceAll('+', ' '));
  } catch {
    return '\u0000';
  }
}

/** What a payload says; undefined where it is no notification. */
export function readNotification(payload: string): Notification | undefined {
  try {
    const xml = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(payload, 'base64'));
    const root = parseXml(xml);
    const told = root.name === 'notification' ? toObject(root) : undefined;
    if (!isRecord(told)) return undefined;
    const { kind, timestamp, subject, sourceMerchantId } = told;
    const at = typeof timestamp === 'string' ? instant(timestamp) : undefined;
    if (typeof kind !== 'string' || !/^[a-z0-9_]{1,100}$/.test(kind) || at === undefined) return undefined;
    return {
      kind,
      timestamp: at,
      subject: isRecord(subject) ? subject : {},
      merchant: typeof sourceMerchantId === 'string' && sourceMerchantId !== '' ? sourceMerchantId : undefined,
    };
  } catch (error) {
    if (error instanceof NotXml || error instanceof TypeError) return undefined;
    throw error;
  }
}
