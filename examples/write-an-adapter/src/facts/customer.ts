import { type CustomerChanged, Unreadable } from '@fairlead/core/plugin';
import { leftAside, present } from '@fairlead/core/reading';
import { buyer, carried, type ObjectReader } from './reader.ts';

/** Who a customer is, for payments that name only their id. `customer.erased` erases them here too. */
export const readCustomer: ObjectReader = ({ object, type, occurredAt, names }) => {
  const told = carried(names, object);
  const customer = buyer(object, told.externalId);
  if (customer === undefined) throw new Unreadable(`${object.path}.id`, 'a customer known by nothing');
  const fact: CustomerChanged = present({
    type: 'customer.changed',
    occurredAt,
    customer,
    deleted: type === 'customer.erased' ? true : undefined,
    evidence: told.evidence,
  } as const);
  return { facts: [fact], ...leftAside(told) };
};
