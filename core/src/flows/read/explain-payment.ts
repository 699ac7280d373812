import type { Explanation } from '../../contract/api/explain.ts';
import type { PaymentState, PersonsDecision, Reversal } from '../../domain/payment.ts';
import { instant } from '../../domain/time.ts';
import { apiConnection } from '../../store/prepared-fact.ts';
import type { Row } from '../../store/verify/recorded.ts';
import type { PaymentRecord } from '../../store/reads/record.ts';

interface Told {
  /** As its last settlement wrote it. */
  readonly row: Row;
  /** As its facts say. */
  readonly state: PaymentState;
  readonly record: PaymentRecord;
  readonly merged: readonly string[];
  readonly base: bigint | null;
}

/** The payment itself: what was stated of it, and how it stands. */
export function explainPayment({ row, state, record, merged, base }: Told): Explanation['payment'] {
  const sumOf = (kind: Reversal['kind']): number =>
    Number(state.reversals.filter((one) => one.kind === kind).reduce((sum, { rounded }) => sum + rounded, 0n));
  const connectionId = text(row['connectionId']);
  return {
    id: String(row['id']),
    kind: row['kind'] as 'payment' | 'lead',
    state: row['state'] as Explanation['payment']['state'],
    reason: text(row['reason']),
    references: [...record.references],
    merged: [...merged],
    occurredAt: state.occurredAt,
    recordedAt: new Date(String(row['createdAt'])).toISOString(),
    currency: state.currency,
    gross: Number(state.gross),
    total: Number(state.total),
    tax: Number(state.tax),
    shipping: Number(state.shipping),
    discount: state.discount === null ? null : Number(state.discount),
    base: base === null ? null : Number(base),
    refunded: sumOf('refund'),
    disputed: sumOf('dispute'),
    reversed: Number(state.reversed),
    billing: state.billing,
    externalEventId: text(row['externalEventId']),
    subscriptionId: state.subscription,
    connectionId: connectionId === apiConnection ? null : connectionId,
    customerId: text(row['customerId']),
    customerExternalId: record.customerExternalId,
    notes: (row['notes'] as string[] | null) ?? [],
    isTest: row['mode'] === 'test',
  };
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** C7, as frozen at first credit. */
export const explainDue = ({ standing }: PaymentState): Explanation['due'] =>
  standing === null
    ? null
    : {
        occurredAt: standing.occurredAt,
        holdDays: daysBetween(standing.occurredAt, standing.payableAt),
        payableAt: standing.payableAt,
        graceDays: daysBetween(standing.payableAt, standing.eligibleAt),
        eligibleAt: standing.eligibleAt,
      };

const daysBetween = (from: string, to: string): number => Math.round((instant(to) - instant(from)) / 86_400_000);

/** Who decided by hand, when and why (A11, R10). */
export function explainByHand(by: PersonsDecision): NonNullable<Explanation['denial']>;
export function explainByHand(by: PersonsDecision | null): Explanation['denial'];
export function explainByHand(by: PersonsDecision | null): Explanation['denial'] {
  return by === null ? null : { factId: by.factId, occurredAt: by.occurredAt, actor: by.actor, reason: by.reason };
}
