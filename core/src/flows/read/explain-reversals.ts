import type { Explanation } from '../../contract/api/explain.ts';
import type { RefundPolicy } from '../../contract/refund-policy.ts';
import { FaultyPolicy } from '../../domain/demanded.ts';
import type { CancelRule } from '../../domain/cancelled-in-hold.ts';
import { type LineStep, momentOf, type ReversalStep, reversalSteps } from '../../domain/reversal-steps.ts';
import type { Decision, Line, StoredFact } from '../../domain/stored-fact.ts';

type Reversal = Explanation['reversals'][number];

interface Reversed {
  readonly facts: readonly StoredFact[];
  readonly decision: Decision;
  readonly lines: readonly Line[];
  /** Undefined: the policy is not loaded, or nobody was ever credited. */
  readonly policy: RefundPolicy | undefined;
  readonly cancelling: CancelRule;
}

/** What happened since (UI, 6b): each refund, dispute, end of the subscription and decision, with F and V before and after. */
export function explainReversals({ policy, lines, ...history }: Reversed): Reversal[] {
  if (policy === undefined) return told(history, [], nothingReversed);
  try {
    return told(history, lines, policy);
  } catch (error) {
    // The payment itself stands as `failed`, with the policy named; what went back is told all the same.
    if (error instanceof FaultyPolicy) return told(history, [], nothingReversed);
    throw error;
  }
}

const told = (
  history: Pick<Reversed, 'facts' | 'decision' | 'cancelling'>,
  lines: readonly Line[],
  policy: RefundPolicy,
): Reversal[] => reversalSteps({ ...history, lines, policy }).map(showStep);

/** Asked about no line. */
const nothingReversed: RefundPolicy = { id: 'none', title: 'none', reversed: () => 0n };

function kindOf({ cause: { fact } }: ReversalStep): Reversal['kind'] {
  if (fact.type === 'subscription.changed') return fact.state === 'ended' ? 'cancelled' : 'resumed';
  const kinds = {
    'refund.changed': 'refund',
    'dispute.changed': 'dispute',
    'credit.denied': 'denied',
    'credit.reinstated': 'reinstated',
  } as const;
  return kinds[fact.type];
}

const keyOf = ({ cause: { fact }, object }: ReversalStep): string | null =>
  fact.type === 'subscription.changed' ? fact.key : (object?.key ?? null);

function showStep(step: ReversalStep): Reversal {
  const { cause, object, gross, returnedBefore, returned } = step;
  return {
    factId: cause.id,
    kind: kindOf(step),
    key: keyOf(step),
    status: object?.status ?? null,
    at: momentOf(cause),
    actor: cause.actor,
    reason: cause.reason ?? object?.reason ?? null,
    currency: object?.currency ?? null,
    amount: object === null ? null : Number(object.amount),
    counted: object === null || step.foreign ? null : Number(object.rounded),
    foreign: step.foreign,
    paid: Number(gross),
    returnedBefore: Number(returnedBefore),
    returned: Number(returned),
    clamp: step.clamp,
    lines: step.lines.map(showLine),
  };
}

const showLine = ({ line, before, reversed, ...working }: LineStep): Reversal['lines'][number] => ({
  key: line.key,
  amount: Number(line.amount),
  base: Number(line.base),
  ...working,
  before: Number(before),
  reversed: Number(reversed),
  change: Number(before - reversed),
  commission: Number(line.amount - reversed),
});
