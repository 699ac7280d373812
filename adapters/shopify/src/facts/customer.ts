import { type CustomerChanged, Unreadable } from '@fairlead/core/plugin';
import { customerKeys } from '@fairlead/core/reading';
import { nameOf } from '../evidence.ts';
import { child, gid, type Node, optionalId, optionalText, optionalTime, ownGid, present } from '../read.ts';
import { nothing, type ObjectReader, reading } from './reader.ts';

/** Who a customer is. Shape: `Customer` of the REST Admin API. */
export const readCustomer: ObjectReader = ({ object: customer, asOf }) => {
  const fact: CustomerChanged = {
    type: 'customer.changed',
    occurredAt: optionalTime(customer, 'updated_at', 'created_at') ?? asOf,
    customer: present({
      processorId: ownGid(customer, 'Customer'),
      email: optionalText(customer, 'email'),
      name: nameOf(customer),
    }),
    evidence: {},
  };
  return reading([fact]);
};

/**
 * The delivery of a deletion holds an id and nothing personal. A customer with a date is none: topics are not signed, and a change sent again as a
 * deletion would erase somebody.
 */
export const readDeletedCustomer: ObjectReader = ({ object: customer, asOf }) => {
  if (optionalText(customer, 'created_at') !== undefined || optionalText(customer, 'email') !== undefined) {
    throw new Unreadable(`${customer.path}.created_at`, 'a customer as it stands, under the topic of a deletion');
  }
  return reading([gone({ processorId: ownGid(customer, 'Customer') }, asOf)]);
};

/** The owner of a shop, or a customer through them, asks for erasure. A guest is known by e-mail alone. */
export const readRedactedCustomer: ObjectReader = ({ object: request, asOf }) => {
  mustBe(request, 'a request to erase a customer', 'orders_requested', 'data_request');
  const customer: Node | undefined = child(request, 'customer');
  const id = customer && optionalId(customer, 'id');
  const keys = customerKeys({
    processorId: id === undefined ? undefined : gid('Customer', id),
    email: id === undefined && customer !== undefined ? optionalText(customer, 'email') : undefined,
  });
  return keys === undefined ? nothing('names_nobody') : reading([gone(keys, asOf)]);
};

/**
 * Two days after the app was removed: everything of the shop is to be erased. The body holds nothing but the shop, which no other body does: topics
 * are not signed, and another delivery sent again as this one would erase a whole brand.
 */
export const readRedactedShop: ObjectReader = ({ object: request }) => {
  mustBe(request, 'a request to erase a shop', 'customer', 'orders_requested', 'orders_to_redact', 'data_request');
  return { facts: [], erases: 'account' };
};

function mustBe(request: Node, what: string, ...foreign: readonly string[]): void {
  const found = ['id', 'created_at', ...foreign].find((field) => request.fields[field] != null);
  if (found !== undefined) throw new Unreadable(`${request.path}.${found}`, `not ${what}, but sent under its topic`);
  if (optionalId(request, 'shop_id') === undefined) throw new Unreadable(`${request.path}.shop_id`, `not ${what}`);
}

const gone = (customer: CustomerChanged['customer'], occurredAt: string): CustomerChanged => ({
  type: 'customer.changed',
  occurredAt,
  customer,
  deleted: true,
  evidence: {},
});
