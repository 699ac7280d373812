import type { CustomerKeys, Evidence } from '../../contract/facts.ts';
import { recordLead } from '../../flows/record-lead.ts';
import { serverConnection } from '../../flows/record-told.ts';
import { recordRefund } from '../../flows/record-refund.ts';
import { recordSale, type SaleInput } from '../../flows/record-sale.ts';
import { inOrganization, type Scope } from '../../store/session.ts';
import { dayMs, iso } from './calendar.ts';
import type { Step } from './play.ts';

/** What the brand's own servers tell (F30 to F32). */
export interface Shop {
  readonly sale: (at: number, order: Order) => Step;
  readonly refund: (
    at: number,
    refund: { readonly id: string; readonly order: string; readonly amount?: number },
  ) => Step;
  readonly lead: (at: number, customer: CustomerKeys, evidence: Evidence) => Step;
}

export interface Order {
  readonly id: string;
  /** Cents, tax included. */
  readonly amount: number;
  readonly item: { readonly id: string; readonly name: string };
  readonly customer: CustomerKeys;
  readonly evidence?: Evidence;
  readonly subscription?: string;
}

/** About what shops in the United States add. */
const taxOf = (amount: number): number => Math.round((amount * 7) / 107);

export function shop(scope: Scope): Shop {
  return {
    sale: (at, order) => ({
      at,
      run: (engine) =>
        inOrganization(engine.store, scope, (session) => recordSale(engine, session, scope, soldAt(at, order))),
    }),
    refund: (at, { id, order, amount }) => ({
      at,
      run: (engine) =>
        inOrganization(engine.store, scope, (session) =>
          recordRefund(engine, session, scope, {
            externalRefundId: id,
            externalEventId: order,
            mode: 'live',
            type: 'refund',
            status: 'succeeded',
            occurredAt: iso(at),
            ...(amount !== undefined && { amount: BigInt(amount) }),
          }),
        ),
    }),
    lead: (at, customer, evidence) => ({
      at,
      run: (engine) =>
        inOrganization(engine.store, scope, (session) =>
          recordLead(engine, session, scope, {
            connectionId: serverConnection,
            mode: 'live',
            fact: { type: 'lead.captured', via: 'api', occurredAt: iso(at), customer, evidence },
          }),
        ),
    }),
  };
}

function soldAt(at: number, { id, amount, item, customer, evidence = {}, subscription }: Order): SaleInput {
  const tax = BigInt(taxOf(amount));
  const net = BigInt(amount) - tax;
  return {
    externalEventId: id,
    mode: 'live',
    occurredAt: iso(at),
    currency: 'USD',
    amount: BigInt(amount),
    tax,
    customer,
    items: [{ productId: item.id, name: item.name, quantity: 1, amount: net }],
    evidence,
    timeGiven: true,
    ...(subscription !== undefined && { subscription }),
  };
}

/** A subscription's payments from a first one on, one every thirty days. */
export function renewals({ sale }: Shop, first: number, until: number, order: Order): readonly Step[] {
  const steps: Step[] = [];
  for (let number = 1, at = first; at < until; number++, at += 30 * dayMs) {
    const { evidence, ...later } = order;
    const told = number === 1 ? order : later;
    steps.push(sale(at, { ...told, id: `${order.id}-${number}` }));
  }
  return steps;
}
