import type { Scope } from '../../store/session.ts';
import { attempt, type Attempted } from './attempt.ts';
import type { Mint } from './mint.ts';
import { mayPass, refusal } from './refusals.ts';

/** How long somebody who waits for an answer waits for a processor too. */
export const patienceMs = 15_000;
/** Within this whoever wished has asked; then whoever is free does. */
export const claimSeconds = 120;

/**
 * Asks now, on behalf of somebody who waits. What takes longer goes on without them, and what may pass is tried again by itself: the code is then still
 * being minted.
 *
 * @throws Problem `code_taken`, `processor_credentials`, `processor_refused` for what waiting does not mend
 */
export async function attemptAtOnce(mint: Mint, scope: Scope, couponId: string, extra: object = {}): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), patienceMs);
  const asking = attempt(mint, scope, couponId);
  asking.catch(() => undefined);
  let came: Attempted | null;
  try {
    came = await Promise.race([asking, late]);
  } finally {
    clearTimeout(timer);
  }
  if (came === null || came.problem === null || mayPass(came.problem)) return;
  throw refusal(came.problem, came.processor, extra);
}
