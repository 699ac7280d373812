import type { Erasure } from '../contract/api/customers.ts';
import { eraseCustomer as erase } from '../store/erasure.ts';
import { findCustomer } from '../store/reads/customers.ts';
import { inOrganization } from '../store/session.ts';
import type { Engine } from './engine.ts';
import { modesOf, notFound, type Viewer } from './read/viewer.ts';

/**
 * Erases a customer, whatever was told of them until now (F144): e-mail, name and the bodies of deliveries that speak of them. Facts, ids and
 * hashes stay, so that every commission is still what it was. Done again it changes nothing.
 *
 * @throws Problem `not_found`
 */
export async function eraseCustomer(engine: Engine, viewer: Viewer, id: string): Promise<Erasure> {
  return inOrganization(engine.store, viewer, async (session) => {
    const found = await findCustomer(session, viewer, modesOf(viewer), id);
    if (found === null) throw notFound('customer', id);
    const erased = await erase(session, viewer, found.id, engine.now().toISOString());
    const customer = (await findCustomer(session, viewer, modesOf(viewer), found.id)) ?? found;
    return { customer: { ...customer, processorIds: [...customer.processorIds] }, ...erased };
  });
}
