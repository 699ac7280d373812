import type { CustomerDetail, CustomerList, CustomerQuery } from '../../contract/api/customers.ts';
import { bodiesOfCustomer, customersNamed, findCustomer, paymentsOfCustomer } from '../../store/reads/customers.ts';
import { looking } from '../../store/reads/looking.ts';
import type { Engine } from '../engine.ts';
import { modesOf, notFound, type Viewer } from './viewer.ts';

/** Whom somebody means by an e-mail or an id. */
export async function listCustomers(engine: Engine, viewer: Viewer, { q }: CustomerQuery): Promise<CustomerList> {
  const rows = await looking(engine.store, viewer, (session) => customersNamed(session, viewer, modesOf(viewer), q));
  return { data: rows.map((row) => ({ ...row, processorIds: [...row.processorIds] })) };
}

/** All that is kept of a customer. @throws Problem `not_found` */
export async function readCustomer(engine: Engine, viewer: Viewer, id: string): Promise<CustomerDetail> {
  return looking(engine.store, viewer, async (session) => {
    const row = await findCustomer(session, viewer, modesOf(viewer), id);
    if (row === null) throw notFound('customer', id);
    const [payments, bodies] = [
      await paymentsOfCustomer(session, viewer, row.id),
      await bodiesOfCustomer(session, viewer, row.id),
    ];
    return {
      ...row,
      processorIds: [...row.processorIds],
      payments: payments.map(({ amount, reversed, ...payment }) => ({
        ...payment,
        amount: amount === null ? null : Number(amount),
        reversed: Number(reversed),
      })),
      bodies,
    };
  });
}
