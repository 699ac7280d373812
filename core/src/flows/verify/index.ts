import { countWaiting, checks, runCheck, type Waiting } from '../../store/verify/checks.ts';
import { inSnapshot, type Scope } from '../../store/session.ts';
import type { Engine } from '../engine.ts';
import { type Difference, type Finding, invariants } from './difference.ts';
import { replayPayments } from './replay-payments.ts';
import { compareSummed } from './summed.ts';

export { type Difference, type DifferenceCode, type Finding, invariants } from './difference.ts';
export { replayPayments, type Replayed, type Watch } from './replay-payments.ts';

export interface Verified extends Waiting {
  readonly payments: number;
  readonly lines: number;
  readonly due: number;
  readonly differences: number;
  /** Not decided again, because its merges lead in a circle. */
  readonly unreplayed: boolean;
}

export interface VerifyWatch {
  readonly onDifference: (difference: Difference) => void;
  readonly onProgress: (what: string) => void;
}

/**
 * Holds one organization to every invariant of RULES (Ledger) and to replay = live. Only reads, beside a server at work: each check sees
 * one moment.
 */
export async function verifyOrganization(
  engine: Engine,
  organizationId: string,
  { onDifference, onProgress }: VerifyWatch,
): Promise<Verified> {
  const scope: Scope = { organizationId, actor: 'cli' };
  let differences = 0;
  const onFinding = (finding: Finding): void => {
    differences++;
    onDifference({ organizationId, ...finding });
  };
  let circular = false;
  for (const check of checks) {
    onProgress(`checking that never: ${invariants[check.code]}`);
    const broken = await inSnapshot(engine.store, scope, (session) => runCheck(session, scope, check));
    for (const { about, expected, found } of broken) onFinding({ code: check.code, about, expected, found });
    circular ||= check.code === 'merge_cycle' && broken.length > 0;
  }
  onProgress(`checking that never: ${invariants.summed}`);
  for (const finding of await compareSummed(engine, scope)) onFinding(finding);
  const waiting = await inSnapshot(engine.store, scope, (session) => countWaiting(session, scope));
  // Following such a merge would never end.
  const replayed = circular
    ? { payments: 0, lines: 0, due: 0 }
    : await replayPayments(engine, scope, {
        onFinding,
        onProgress: (done, of) => onProgress(`replayed ${done} of ${of} payments`),
      });
  return { ...waiting, ...replayed, differences, unreplayed: circular };
}
