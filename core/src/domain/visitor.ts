import { createHmac } from 'node:crypto';

/**
 * A click id is a uuidv7 that also names the visitor (A3):
 *
 *     tttttttt-tttt-7rrr-vvvv-vvvvvvvvvvvv
 *
 * `t`: 48 bits, Unix milliseconds of the click. `r`: 12 bits that tell apart the clicks of one visitor in one millisecond. `v`: the
 * two bits of the variant, then 62 bits of the visitor. A browser brings its last click id back in our cookie, and its next click is made
 * with the same 62 bits: the clicks of one visitor are found by one column, and nothing is looked up to record them.
 *
 * Nothing in a cookie is trusted beyond that. A forged one with bits nobody has gives its sender a visitor of his own choice, which is
 * what a new browser would have given him; to join the clicks of somebody else he would have to guess 62 random bits, and to join those of
 * a `visitorId` to know the organization's salt. So a click id is for the visitor and the brand: whoever knows it can add clicks to its
 * visitor, therefore affiliates are never shown one.
 */
export interface ClickId {
  readonly id: string;
  /** Unix milliseconds. */
  readonly at: number;
  readonly visitor: Visitor;
}

/** As it stands at the end of its click ids, the bits of the variant included: `vvvv-vvvvvvvvvvvv`. */
export type Visitor = string;

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const visitorForm = /^[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** Beyond it 48 bits are full, in the year 10889. */
const latest = 2 ** 48 - 1;

/** How many clicks of one visitor one millisecond holds. */
export const clicksPerMillisecond = 4096;

/**
 * Makes the id of a click at `now` (Unix milliseconds) by a visitor. `sequence` is from 0 to 4095; a caller that counts it up
 * never makes one id twice.
 *
 * @throws RangeError when a part does not fit: an id would silently name another time or visitor
 */
export function newClickId(now: number, visitor: Visitor, sequence: number): string {
  if (!Number.isInteger(now) || now < 0 || now > latest) throw new RangeError(`not a time for a click id: ${now}`);
  if (!visitorForm.test(visitor)) throw new RangeError(`not the visitor of a click id: ${visitor}`);
  if (!Number.isInteger(sequence) || sequence < 0 || sequence >= clicksPerMillisecond) {
    throw new RangeError(`the sequence of a click id is from 0 to 4095, got ${sequence}`);
  }
  const time = now.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence.toString(16).padStart(3, '0')}-${visitor}`;
}

/** Reads what may be a click id, as a cookie or a caller gives it; null where it is none. Any case is taken, lower case is kept. */
export function parseClickId(text: string | undefined): ClickId | null {
  if (text === undefined || text.length !== 36) return null;
  const id = text.toLowerCase();
  if (!form.test(id)) return null;
  return { id, at: Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16), visitor: visitorOf(id) };
}

/** The visitor named by the last 62 bits of a UUID (in lower case); of a random one (version 4) they are a new visitor. */
export const visitorOf = (uuid: string): Visitor => uuid.slice(19);

/** The same 62 bits as they are kept beside a click: a decimal. */
export const visitorNumber = (visitor: Visitor): string =>
  (BigInt(`0x${visitor.replace('-', '')}`) & (2n ** 62n - 1n)).toString();

/**
 * The visitor a brand's server names by an id of its own in `POST /v1/clicks`. Keyed by the organization's salt, so that an id that is easy
 * to guess (a counter, an e-mail) leads nobody to the visitor, and one id in two organizations is two visitors.
 */
export function visitorNamed(visitorId: string, organizationId: string, salt: Uint8Array): Visitor {
  const digest = createHmac('sha256', salt).update(`visitor\0${organizationId}\0${visitorId}`).digest();
  digest[0] = ((digest[0] ?? 0) & 0x3f) | 0x80;
  return `${digest.toString('hex', 0, 2)}-${digest.toString('hex', 2, 8)}`;
}
