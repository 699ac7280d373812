import type { CustomerChanged } from '@fairlead/core/plugin';
import { leftAside } from '@fairlead/core/reading';
import { carried } from '../metadata.ts';
import { child, id, optionalText, present } from '../read.ts';
import { type ObjectReader, reading } from './reader.ts';

/**
 * Who a `cus_…` is: e-mail, the brand's own id, and evidence in `metadata`. Shape: `Customer` in `resources/Customers.d.ts`.
 */
export const readCustomer: ObjectReader = ({ object: customer, asOf, names }) => {
  const told = carried(names, [child(customer, 'metadata')]);
  const fact: CustomerChanged = {
    type: 'customer.changed',
    occurredAt: asOf,
    customer: present({
      externalId: told.externalId,
      processorId: id(customer, 'id'),
      email: optionalText(customer, 'email'),
      name: optionalText(customer, 'name'),
    }),
    evidence: told.evidence,
  };
  return reading([fact], leftAside(told));
};

/** The delivery still holds the whole customer; a deleted one is told by its id and nothing personal. */
export const readDeletedCustomer: ObjectReader = ({ object: customer, asOf }) =>
  reading([
    {
      type: 'customer.changed',
      occurredAt: asOf,
      customer: { processorId: id(customer, 'id') },
      deleted: true,
      evidence: {},
    },
  ]);
