import type { CustomerChanged } from '@fairlead/core/plugin';
import { leftAside } from '@fairlead/core/reading';
import { carried } from '../metadata.ts';
import { child, optionalText, present, text } from '../read.ts';
import { asOf, type ObjectReader, reading } from './reader.ts';

/**
 * Who a `ctm_…` is: e-mail, the brand's own id, and evidence in `custom_data`. A transaction names only the id. An archived customer is still
 * one: Paddle tells no deletion. Shape: `ICustomerNotificationResponse`.
 */
export const readCustomer: ObjectReader = (told) => {
  const { object: customer, names } = told;
  const carriedHere = carried(names, child(customer, 'custom_data'));
  const fact: CustomerChanged = {
    type: 'customer.changed',
    occurredAt: asOf(told),
    customer: present({
      externalId: carriedHere.externalId,
      processorId: text(customer, 'id'),
      email: optionalText(customer, 'email'),
      name: optionalText(customer, 'name'),
    }),
    evidence: carriedHere.evidence,
  };
  return reading([fact], leftAside(carriedHere));
};
