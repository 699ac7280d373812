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
  /** 62 bits, so it fits a signed 64-bit column. */
  readonly visitor: bigint;
}

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const visitorMask = (1n << 62n) - 1n;
const variant = 1n << 63n;
/** Beyond it 48 bits are full, in the year 10889. */
const latest = 2 ** 48 - 1;

/** How many clicks of one visitor one millisecond holds. */
export const clicksPerMillisecond = 4096;

/**
 * Makes the id of a click at `now` (Unix milliseconds) by a visitor (62 bits). `sequence` is from 0 to 4095; a caller that counts it up
 * never makes one id twice.
 *
 * @throws RangeError when a part does not fit: an id would silently name another time or visitor
 */
export function newClickId(now: number, visitor: bigint, sequence: number): string {
  if (!Number.isInteger(now) || now < 0 || now > latest) throw new RangeError(`not a time for a click id: ${now}`);
  if (visitor < 0n || visitor > visitorMask) throw new RangeError(`a visitor has 62 bits, got ${visitor}`);
  if (!Number.isInteger(sequence) || sequence < 0 || sequence >= clicksPerMillisecond) {
    throw new RangeError(`the sequence of a click id is from 0 to 4095, got ${sequence}`);
  }
  const time = now.toString(16).padStart(12, '0');
  const tail = (variant | visitor).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence.toString(16).padStart(3, '0')}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}

/** Reads what may be a click id, as a cookie or a caller gives it; null where it is none. Any case is taken, lower case is kept. */
export function parseClickId(text: string | undefined): ClickId | null {
  if (text === undefined || text.length !== 36) return null;
  const id = text.toLowerCase();
  if (!form.test(id)) return null;
  return { id, at: Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16), visitor: visitorOf(id) };
}

/** The visitor named by the last 62 bits of a UUID; of a random one (version 4) they are a new visitor. */
export function visitorOf(uuid: string): bigint {
  return BigInt(`0x${uuid.slice(19, 23)}${uuid.slice(24)}`) & visitorMask;
}

/**
 * The visitor a brand's server names by an id of its own in `POST /v1/clicks`. Keyed by the organization's salt, so that an id that is easy
 * to guess (a counter, an e-mail) leads nobody to the visitor, and one id in two organizations is two visitors.
 */
export function visitorNamed(visitorId: string, organizationId: string, salt: Uint8Array): bigint {
  const digest = createHmac('sha256', salt).update(`visitor\0${organizationId}\0${visitorId}`).digest();
  return digest.readBigUInt64BE(0) & visitorMask;
}
