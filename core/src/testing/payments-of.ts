import { createHash } from 'node:crypto';
import type { CustomerKeys, Fact } from '../contract/facts.ts';
import { groupFacts } from '../domain/group-facts.ts';
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
  return groupFacts(facts)
    .payments.map(({ refs, facts }) => ({ refs, state: reducePayment(facts.map(stored)) }))
    .sort((a, b) => (String(a.refs) < String(b.refs) ? -1 : 1));
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
