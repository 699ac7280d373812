import { leaseCodes } from '../../store/minted-codes.ts';
import { attempt } from './attempt.ts';
import type { Mint } from './mint.ts';

const mostAtOnce = 8;
/** Longer than any adapter goes on asking. */
const leaseSeconds = 300;

/**
 * Asks processors about codes whose asking is due: what was not answered, what was put off, codes of who was removed (A6). One that fails holds up
 * nobody. Returns how many were asked about.
 */
export async function runDueCodes(mint: Mint): Promise<number> {
  if (![...mint.engine.adapters.values()].some(({ mintCode }) => mintCode !== undefined)) return 0;
  const due = await leaseCodes(mint.engine.store, mostAtOnce, leaseSeconds);
  const runs = await Promise.allSettled(
    due.map(({ organizationId, couponId }) => attempt(mint, { organizationId, actor: 'core' }, couponId)),
  );
  for (const run of runs) {
    if (run.status === 'rejected') throw run.reason as Error;
    if (run.value?.fault !== undefined) throw run.value.fault;
  }
  return due.length;
}
