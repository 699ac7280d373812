import type { CustomerKeys, EventReported, Fact, LeadCaptured } from '../contract/facts.ts';
import type { CoreFact } from '../domain/stored-fact.ts';
import { recordEvent } from '../flows/record-event.ts';
import { recordLead } from '../flows/record-lead.ts';
import { serverConnection, type ToldRecorded } from '../flows/record-told.ts';
import { recordRefund, type RefundInput, type RefundRecorded } from '../flows/record-refund.ts';
import { recordSale, type SaleInput, type SaleRecorded } from '../flows/record-sale.ts';
import { settlePayment, type Settled } from '../flows/settle-payment.ts';
import { newId } from '../store/ids.ts';
import { inOrganization } from '../store/session.ts';
import { books, type Books } from './books.ts';
import type { Brand } from './builders.ts';
import { deliverFacts } from './deliver.ts';
import type { TestEngine } from './engine.ts';
import { noon, signedUp } from './facts.ts';
import { settleDue } from './queue.ts';
import type { Span } from './time.ts';

/** A brand at work: sales, leads and refunds told server to server, deliveries of one processor, and the worker's queue. */
export interface Scenario extends Brand {
  readonly engine: TestEngine;
  /** 100.00 USD without tax at `noon`, unless told otherwise. */
  sale(externalEventId: string, told?: Partial<SaleInput>): Promise<SaleRecorded>;
  refund(
    externalRefundId: string,
    externalEventId: string,
    amount?: bigint,
    told?: Partial<RefundInput>,
  ): Promise<RefundRecorded>;
  event(
    name: string,
    customer: CustomerKeys,
    told?: Partial<EventReported>,
    mode?: 'live' | 'test',
  ): Promise<ToldRecorded>;
  lead(customer: CustomerKeys, told?: Partial<LeadCaptured>, mode?: 'live' | 'test'): Promise<ToldRecorded>;
  /** One delivery of the processor. */
  deliver(...facts: readonly Fact[]): Promise<Settled[]>;
  /** Another account of a processor, with ids of its own. */
  connection(mode?: 'live' | 'test'): (...facts: readonly Fact[]) => Promise<Settled[]>;
  /** What a person decided about a payment (A11, R10). */
  decide(paymentId: string, fact: PersonsFact, reason?: string): Promise<Settled>;
  /** Works off what is due; returns how many payments were settled again. */
  work(): Promise<number>;
  /** Lets time pass, and works off what came due. */
  pass(span: Span): Promise<number>;
  books(): Promise<Books>;
}

export type PersonsFact = Extract<
  CoreFact,
  { type: 'credit.assigned' | 'credit.denied' | 'credit.reinstated' | 'lead.validated' | 'lead.rejected' }
>;

export function scenario(engine: TestEngine, brand: Brand): Scenario {
  const { store } = engine;
  const { organizationId, scope } = brand;
  const connection =
    (mode: 'live' | 'test' = 'live', connectionId = newId()) =>
    (...facts: readonly Fact[]) =>
      deliverFacts(engine, { organizationId, connectionId, mode }, facts);
  const work = (): Promise<number> => settleDue(engine, organizationId);
  return {
    ...brand,
    engine,
    sale: (externalEventId, told = {}) =>
      inOrganization(store, scope, (session) => recordSale(engine, session, scope, soldFor100(externalEventId, told))),
    refund: (externalRefundId, externalEventId, amount, told = {}) =>
      inOrganization(store, scope, (session) =>
        recordRefund(engine, session, scope, {
          externalRefundId,
          externalEventId,
          mode: 'live',
          type: 'refund',
          status: 'succeeded',
          occurredAt: noon,
          ...(amount === undefined ? {} : { amount }),
          ...told,
        }),
      ),
    lead: (customer, told = {}, mode = 'live') =>
      inOrganization(store, scope, (session) =>
        recordLead(engine, session, scope, { connectionId: serverConnection, mode, fact: signedUp(customer, told) }),
      ),
    event: (name, customer, told = {}, mode = 'live') =>
      inOrganization(store, scope, (session) =>
        recordEvent(engine, session, scope, {
          connectionId: serverConnection,
          mode,
          fact: { type: 'event.reported', name, occurredAt: noon, customer, evidence: {}, ...told },
        }),
      ),
    deliver: connection(),
    connection,
    async decide(paymentId, fact, reason = 'a test says so') {
      const settled = await settlePayment(engine, { organizationId, actor: 'user:test', reason }, paymentId, [fact]);
      if (settled === null) throw new Error(`there is no payment ${paymentId}`);
      return settled;
    },
    work,
    pass(span) {
      engine.clock.move(span);
      return work();
    },
    books: () => books(store, organizationId),
  };
}

const soldFor100 = (externalEventId: string, told: Partial<SaleInput>): SaleInput => ({
  externalEventId,
  mode: 'live',
  occurredAt: noon,
  currency: 'USD',
  amount: 10_000n,
  tax: 0n,
  items: [],
  evidence: {},
  timeGiven: true,
  ...told,
});
