import { createHash } from 'node:crypto';
import type { CustomerKeys, Fact } from '../contract/facts.ts';
import { canonical } from '../domain/json.ts';
import { type PaymentState, reducePayment } from '../domain/payment.ts';
import type { StoredFact } from '../domain/stored-fact.ts';

/**
 * What the core makes of facts, without a database: which of them speak of one payment, by the ids they name, and what each payment then
 * is. Facts about customers, subscriptions and codes name no payment and are passed over. The payments come sorted by their ids.
 *
 * @example
 * const [payment] = paymentsOf(deliveries.flatMap((delivery) => adapter.facts(delivery, settings).facts));
 * assert.equal(payment?.state.reversed, 3300n);
 */
export function paymentsOf(
  facts: readonly Fact[],
): readonly { readonly refs: readonly string[]; readonly state: PaymentState }[] {
  const groups: { refs: Set<string>; facts: StoredFact[] }[] = [];
  for (const [index, fact] of facts.entries()) {
    const refs = refsOf(fact);
    if (refs.length === 0) continue;
    const [same, others] = partition(groups, (group) => refs.some((ref) => group.refs.has(ref)));
    const merged = {
      refs: new Set([...same.flatMap((group) => [...group.refs]), ...refs]),
      facts: [...same.flatMap((group) => group.facts), stored(fact, index)],
    };
    groups.splice(0, groups.length, ...others, merged);
  }
  return groups
    .map((group) => ({ refs: [...group.refs].sort(), state: reducePayment(group.facts) }))
    .sort((a, b) => (String(a.refs) < String(b.refs) ? -1 : 1));
}

/** The ids of payments a fact names. */
function refsOf(fact: Fact): readonly string[] {
  switch (fact.type) {
    case 'payment.received':
      return [fact.key, ...fact.refs];
    case 'refund.changed':
    case 'dispute.changed':
    case 'identifiers.linked':
    case 'evidence.added':
      return fact.refs;
    default:
      return [];
  }
}

/** As the store keeps it: known by its content, learned of when it came, with a customer's id in place of the person. */
function stored(fact: Fact, index: number): StoredFact {
  const { customer, ...rest } = fact as Fact & { readonly customer?: CustomerKeys };
  return {
    id: createHash('sha256').update(canonical(fact)).digest('hex').slice(0, 32),
    paymentId: null,
    connectionId: 'connection',
    recordedAt: new Date(Date.UTC(2026, 0, 1) + index).toISOString(),
    actor: 'adapter:kit',
    fact: { ...rest, ...(customer === undefined ? {} : { customer: known(customer) }) },
  };
}

function known({ email, name: _name, ...keys }: CustomerKeys): { id: string } & CustomerKeys {
  return { id: keys.processorId ?? keys.externalId ?? email ?? 'nobody', ...keys };
}

function partition<T>(items: readonly T[], belongs: (item: T) => boolean): [T[], T[]] {
  return [items.filter(belongs), items.filter((item) => !belongs(item))];
}
