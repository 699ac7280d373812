import { ProcessorRefused } from '../../contract/adapter.ts';
import { edit } from '../../store/edited/edit.ts';
import { holdIfThere } from '../../store/edited/find.ts';
import { lookAgainSince } from '../../store/edited/look-again.ts';
import {
  keepOutcome,
  keepOvertaken,
  learnCode,
  mintedCode,
  type MintOutcome,
  type MintProblem,
} from '../../store/edited/minted-codes.ts';
import type { Scope } from '../../store/session.ts';
import { backoffSeconds } from '../backoff.ts';
import { kinds } from '../manage/kinds.ts';
import { type Asked, whatIsAsked } from './asked.ts';
import type { Mint } from './mint.ts';
import { mayPass, problemOf } from './refusals.ts';

/** What came of one attempt; `problem` null: what is wished is so. */
export interface Attempted {
  readonly processor: string;
  readonly problem: MintProblem | null;
  /** What was thrown, where it was no answer of a processor: for the log alone. */
  readonly fault?: Error;
}

/**
 * Asks the processor for what is wished of a code, and keeps what came of it: the asking stands between two transactions and within none. May be done
 * by several at once and any number of times, since adapters find again what was done (`mintCode`, `deactivateCode`).
 *
 * A code counts once it is known to be the brand's own at the processor: until then its redemptions credit nobody, and those that were meanwhile are
 * looked at again (A8).
 */
export async function attempt(mint: Mint, scope: Scope, couponId: string): Promise<Attempted | null> {
  let asked: Asked | null;
  try {
    asked = await whatIsAsked(mint, scope, couponId);
  } catch (error) {
    const problem = problemOf(error, '');
    if (problem.code === 'failed') throw error;
    await keepUnreadable(mint, scope, couponId, problem);
    return { processor: '', problem };
  }
  if (asked === null) return null;
  const { minted, adapterId } = asked;
  if (minted.state === 'done') return { processor: adapterId, problem: null };
  let codeId: string | null = null;
  let thrown: unknown;
  try {
    codeId = await ask(asked);
  } catch (error) {
    thrown = error;
  }
  const problem = thrown === undefined ? null : problemOf(thrown, adapterId);
  await keep(mint, scope, asked, problem, codeId);
  const fault = problem?.code === 'failed' && thrown instanceof Error ? { fault: thrown } : {};
  return { processor: adapterId, problem, ...fault };
}

async function ask({ adapter, adapterId, account, code, minted }: Asked): Promise<string | null> {
  if (adapter?.mintCode === undefined || adapter.deactivateCode === undefined) {
    const mend = 'add its plugin to the configuration';
    throw new ProcessorRefused('refused', `No adapter '${adapterId}' that mints codes is loaded: ${mend}.`);
  }
  if (minted.wanted) return (await adapter.mintCode(account as never, code)).codeId;
  await adapter.deactivateCode(account as never, { id: code.id, code: code.code, codeId: minted.codeId });
  return minted.codeId;
}

async function keep(
  { engine }: Mint,
  scope: Scope,
  { minted: before, code: { code } }: Asked,
  problem: MintProblem | null,
  codeId: string | null,
): Promise<void> {
  const { couponId, connectionId, generation } = before;
  await edit(engine.store, scope, async (em) => {
    const coupon = await holdIfThere(em, kinds.coupon, couponId);
    const minted = coupon === null ? null : await mintedCode(em, couponId);
    if (coupon === null || minted === null) return;
    if (codeId !== null && codeId !== minted.codeId) await learnCode(em, connectionId, codeId, code);
    if (minted.generation !== generation) return keepOvertaken(em, couponId, codeId);
    if (minted.state === 'done') return;
    await keepOutcome(em, couponId, outcomeOf(problem, codeId, minted.attempts));
    if (problem !== null || !minted.wanted || coupon.validUntil == null) return;
    const since = coupon.validUntil;
    coupon.validUntil = null;
    await lookAgainSince(em, since, engine.now(), 'coupon_changed');
  });
}

function outcomeOf(problem: MintProblem | null, codeId: string | null, attempts: number): MintOutcome {
  if (problem === null) return { done: true, codeId };
  return { done: false, problem, retrySeconds: mayPass(problem) ? backoffSeconds(attempts, Math.random()) : null };
}

/** Credentials under a key that was lost: only a person mends that. */
async function keepUnreadable({ engine }: Mint, scope: Scope, couponId: string, problem: MintProblem): Promise<void> {
  await edit(engine.store, scope, (em) => keepOutcome(em, couponId, { done: false, problem, retrySeconds: null }));
}
