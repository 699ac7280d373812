/** What makes the repetition of a signed request recognisable (I3). */
export interface ReplayClaim {
  readonly organizationId: string;
  /** `<mode>:<webhook-id>`: test and live have their own id spaces (C9). At most 205 characters of ASCII. */
  readonly id: string;
  /** SHA-256 over method, path and the raw body: the same id on another address is another request. */
  readonly bodyHash: Buffer;
}

export type ReplayState =
  /** Never seen, or only by requests that failed: it is ours to run. */
  | { readonly state: 'new' }
  /** Answered before with a 2xx: the same again. */
  | { readonly state: 'replay'; readonly status: number; readonly body: string }
  /** Seen with another body: 409 `webhook_id_reused`. */
  | { readonly state: 'conflict' }
  /** Being run by another request right now: 409 `request_in_progress`. */
  | { readonly state: 'busy' };

/**
 * The memory of signed requests, kept for 24 hours. There are two ways to use it.
 *
 * **Around the handler** (the default): `begin` before the route's handler runs, then `finish` with a 2xx answer or `abandon` with any
 * other, so that an error never burns an id. What was begun and neither finished nor abandoned, because the process died, counts as new
 * again after a lease of the store's choice (a minute).
 *
 * **Within the flow** (`config: { replay: 'flow' }`): nothing is done around the handler. The route hands `request.replay` to its flow, which
 * does both within the transaction that does the work, in no round trip of its own:
 *
 * 1. with the first statements, the id is claimed: a repetition that comes at the same time waits there until the first one commits or rolls
 *    back, so exactly one of them does the work;
 * 2. where it was answered already: another hash throws `webhook_id_reused`; the same hash returns what is stored, and the route answers
 *    with `sendGiven`;
 * 3. where it was not: id and answer are stored with the last statement. Rolled back, there is neither and no id is burnt.
 */
export interface ReplayStore {
  begin(claim: ReplayClaim): Promise<ReplayState>;
  finish(claim: ReplayClaim, status: number, body: string): Promise<void>;
  abandon(claim: ReplayClaim): Promise<void>;
}

/** How long an answer is kept (I3). */
export const replayHours = 24;
