import {
  AssignBody,
  IdParams,
  ManualChange,
  ManualSaleBody,
  PaymentFilterQuery,
  PaymentPage,
  PaymentQuery,
  PaymentSummary,
} from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import { addSale } from '../../flows/add-sale.ts';
import { assignPayment } from '../../flows/assign.ts';
import type { Engine } from '../../flows/engine.ts';
import { listPayments } from '../../flows/read/list-payments.ts';
import { summarisePayments } from '../../flows/read/summarise-payments.ts';
import { customerOf } from '../track/evidence.ts';
import { changedBy } from './changed.ts';

const tags = ['Payments'];

/** `GET /v1/payments` (F29), `POST /v1/payments` (F93) and `POST /v1/payments/:id/assign` (A11). */
export function payments(app: PluginApp, engine: Engine): void {
  const list = {
    querystring: PaymentQuery,
    response: { 200: PaymentPage },
    tags,
    summary: 'List payments, or only those nobody is credited for',
  };
  app.get('/payments', { schema: list, config: { problems: ['key_out_of_scope'] } }, async ({ query, scope }) =>
    listPayments(engine, scope, query),
  );

  const summary = {
    querystring: PaymentFilterQuery,
    response: { 200: PaymentSummary },
    tags,
    summary: 'Count them by state and reason, with totals per currency',
  };
  app.get(
    '/payments/summary',
    { schema: summary, config: { problems: ['key_out_of_scope'] } },
    async ({ query, scope }) => summarisePayments(engine, scope, query),
  );

  const add = {
    body: ManualSaleBody,
    response: { 201: ManualChange },
    tags,
    summary: 'Add a sale by hand, credited to whom you say',
  };
  const refusals = ['already_exists', 'unknown_reference', 'not_creditable', 'invalid_amount', 'time_in_future'];
  app.post('/payments', { schema: add, config: { problems: refusals } }, async ({ body, scope }, reply) => {
    const { reason, amount, tax, customer, ...told } = body;
    const keys = customerOf(customer);
    const settled = await addSale(
      engine,
      { ...scope, reason },
      {
        ...told,
        amount: BigInt(amount),
        ...(tax === undefined ? {} : { tax: BigInt(tax) }),
        ...(keys === undefined ? {} : { customer: keys }),
      },
    );
    return reply.code(201).send(changedBy(settled, engine.now()));
  });

  const assign = {
    params: IdParams,
    body: AssignBody,
    response: { 200: ManualChange },
    tags,
    summary: 'Credit a payment that nobody is credited for',
  };
  const problems = ['not_found', 'illegal_transition', 'unknown_reference', 'not_creditable'];
  app.post('/payments/:id/assign', { schema: assign, config: { problems } }, async ({ params, body, scope }) => {
    const decider = { ...scope, reason: body.reason };
    return changedBy(await assignPayment(engine, decider, params.id, body.enrollmentId), engine.now());
  });
}
