import type { RefundPolicy, RefundState } from '../contract/refund-policy.ts';
import { refundStateOf } from './base.ts';
import type { PaymentState } from './payment.ts';
import { recompute } from './recompute.ts';
import type { Decision, Line } from './stored-fact.ts';

/** A line and what of it should be taken back by now. */
export interface DemandedLine {
  readonly line: Line;
  /** V, minor units in [0, C]. */
  readonly reversed: bigint;
}

/** A refund policy that broke its contract: not a bigint, or outside [0, C]. The payment is parked with the policy named. */
export class FaultyPolicy extends Error {
  readonly policy: string;
  constructor(policy: string, message: string) {
    super(`refund policy '${policy}' ${message}`);
    this.name = 'FaultyPolicy';
    this.policy = policy;
  }
}

/**
 * What of each line is reversed: V(F) by the refund policy (R1, R12), all of it when denied (R10) or cancelled within its hold (R7). The ends hold whatever a policy says:
 * V(0) = 0 and V(G) = C. Of a closed credit the lines are the stored ones, and G is the one stored with them (A8). Throws `FaultyPolicy`.
 */
export function demanded(
  state: PaymentState,
  decision: Decision,
  lines: readonly Line[],
  policy: RefundPolicy,
  isAllTaken: boolean,
): readonly DemandedLine[] {
  const gross = state.closed?.gross ?? state.gross;
  const all = isAllTaken || decision.outcome === 'denied';
  return lines.map((line) => ({ line, reversed: all ? line.amount : reversedOf(line, state, gross, policy) }));
}

function reversedOf(line: Line, state: PaymentState, gross: bigint, policy: RefundPolicy): bigint {
  const refunds = refundStateOf(state, { gross, base: line.base, baseKind: line.baseKind });
  if (refunds.reversed === 0n) return 0n;
  if (refunds.reversed === gross) return line.amount;
  const reversed = ask(policy, line, refunds);
  if (typeof reversed !== 'bigint') {
    throw new FaultyPolicy(policy.id, `answered a ${typeof reversed} instead of a bigint of minor units`);
  }
  if (reversed < 0n || reversed > line.amount) {
    throw new FaultyPolicy(policy.id, `takes back ${reversed} of a line of ${line.amount}`);
  }
  return reversed;
}

function ask(policy: RefundPolicy, line: Line, refunds: RefundState): unknown {
  try {
    return policy.reversed({ amount: line.amount }, { ...refunds, recompute: (base) => recompute(line, base) });
  } catch (cause) {
    throw new FaultyPolicy(policy.id, `threw: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}
