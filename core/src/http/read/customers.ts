import { CustomerDetail, CustomerList, CustomerQuery, EraseBody, Erasure, IdParams } from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import type { Engine } from '../../flows/engine.ts';
import { eraseCustomer } from '../../flows/erase-customer.ts';
import { listCustomers, readCustomer } from '../../flows/read/read-customers.ts';

const tags = ['Customers'];

/** `/v1/customers`: what is kept of a person, and its end (F144). Personal: a key that only reads sees none of it. */
export function customers(app: PluginApp, engine: Engine): void {
  const list = {
    querystring: CustomerQuery,
    response: { 200: CustomerList },
    tags,
    summary: 'Find a customer by e-mail or id',
  };
  app.get('/customers', { schema: list, config: { access: 'manage' } }, async ({ query, scope }) =>
    listCustomers(engine, scope, query),
  );

  const one = {
    params: IdParams,
    response: { 200: CustomerDetail },
    tags,
    summary: 'Read all that is kept of a customer',
  };
  app.get(
    '/customers/:id',
    { schema: one, config: { access: 'manage', problems: ['not_found'] } },
    async ({ params, scope }) => readCustomer(engine, scope, params.id),
  );

  const erase = {
    params: IdParams,
    body: EraseBody,
    response: { 200: Erasure },
    tags,
    summary: 'Erase e-mail, name and the bodies of deliveries that speak of them; facts, ids and hashes stay',
  };
  app.post(
    '/customers/:id/erase',
    { schema: erase, config: { problems: ['not_found'] } },
    async ({ params, body, scope }) => eraseCustomer(engine, { ...scope, reason: body.reason }, params.id),
  );
}
