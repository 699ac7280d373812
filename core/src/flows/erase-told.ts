import type { Fact } from '../contract/facts.ts';
import { eraseConnection, eraseNamed, forgetNamed, type Telling } from '../store/erasure.ts';
import type { Delivery } from '../store/inbox.ts';
import type { Scope, Session } from '../store/session.ts';

type Told = Omit<Telling, 'deliveryId'> & { readonly delivery: Delivery };

const tellingOf = ({ delivery, ...rest }: Told): Telling => ({ ...rest, deliveryId: delivery.id });

/**
 * Erases whom a delivery asks to erase (F144): e-mail and name, and the bodies they stand in; facts, ids and hashes stay, so that nothing is
 * decided otherwise. Whoever was erased before, and is only spoken of again, is not learned anew: that delivery keeps no body.
 */
export async function eraseTold(session: Session, scope: Scope, told: Told, facts: readonly Fact[]): Promise<void> {
  const telling = tellingOf(told);
  for (const fact of facts) {
    if (!('customer' in fact) || fact.customer === undefined) continue;
    if (fact.type === 'customer.changed' && fact.deleted === true)
      await eraseNamed(session, scope, telling, fact.customer, fact.occurredAt);
    else forgetNamed(session, scope, telling, fact.customer, told.delivery.occurredAt);
  }
}

/** Erases all that an account told, up to the moment it asks for it. */
export async function eraseAccount(session: Session, scope: Scope, told: Told): Promise<void> {
  await eraseConnection(session, scope, tellingOf(told), told.delivery.occurredAt);
}
