import type { PaymentRow, RawContent } from './payments.ts';

/** What a payment's own facts say of it, as far as it decides what else is to be read. The same choices as those of `payment_context`. */
export interface Stated {
  /** When it happened, as it was written, and as an instant; null while only refunds or links are known. */
  readonly at: string | null;
  readonly micros: number | null;
  /** `<connection id>:<subscription id>` */
  readonly subscription: string | null;
  /** Of an event. */
  readonly name: string | null;
  /** With the connection each was told by. */
  readonly customers: readonly Customer[];
  /** Named by what it is, by people and by how it was closed. */
  readonly enrollments: readonly string[];
}

export interface Customer {
  readonly id: string;
  readonly via: string;
  readonly [key: string]: unknown;
}

const occasions = new Set(['lead.captured', 'event.reported', 'clicks.counted', 'milestone.reached']);

interface Ranked {
  readonly fact: RawContent;
  readonly rank: number;
  readonly micros: number;
}

/** The higher rank, then the earlier; of two that are alike the first. */
const better = (a: Ranked | null, b: Ranked): Ranked =>
  a === null || b.rank > a.rank || (b.rank === a.rank && b.micros < a.micros) ? b : a;

export function statedBy({ facts }: PaymentRow): Stated {
  let paid: Ranked | null = null;
  let occasion: Ranked | null = null;
  let subscribed: (Ranked & { readonly via: string }) | null = null;
  const customers: Customer[] = [];
  const enrollments: string[] = [];
  for (const { micros, stored } of facts) {
    const { connectionId: via, fact } = stored;
    const ranked = { fact, rank: fact.rank ?? 0, micros, via };
    if (fact.type === 'payment.received') {
      paid = better(paid, ranked);
      if (fact.subscription !== undefined && better(subscribed, ranked) === ranked) subscribed = ranked;
    } else if (occasions.has(fact.type)) {
      occasion = better(occasion, { ...ranked, rank: fact.via === 'script' ? -1 : 0 });
      if (fact.enrollmentId !== undefined) enrollments.push(fact.enrollmentId);
    } else if (fact.type === 'credit.assigned' && fact.enrollmentId !== undefined) {
      enrollments.push(fact.enrollmentId);
    } else if (fact.type === 'credit.closed') {
      enrollments.push(...(fact.lines ?? []).map(({ enrollmentId }) => enrollmentId));
    }
    if (fact.customer?.id !== undefined) customers.push({ ...fact.customer, id: fact.customer.id, via });
  }
  const believed = paid ?? occasion;
  return {
    at: believed?.fact.occurredAt ?? null,
    micros: believed?.micros ?? null,
    subscription: subscribed === null ? null : `${subscribed.via}:${subscribed.fact.subscription ?? ''}`,
    name: believed?.fact.name ?? null,
    customers,
    enrollments,
  };
}
