import type { DisputeChanged, Fact, RefundChanged } from '../contract/facts.ts';
import { Problem } from '../contract/errors.ts';
import { type PaymentState, reducePayment, type Reversal } from '../domain/payment.ts';
import type { Intake } from '../store/context.ts';
import { takeAgain, takeIn } from '../store/intake.ts';
import { apiConnection } from '../store/prepared-fact.ts';
import { referenceOf } from '../store/lookups.ts';
import type { Scope, Session } from '../store/session.ts';
import type { Engine } from './engine.ts';
import { settle, type Settled } from './settle-payment.ts';

export interface RefundInput {
  /** Unique within its sale: one object, whose amount is fixed by its first statement (R2). */
  readonly externalRefundId: string;
  readonly mode: 'live' | 'test';
  /** The sale by any id it is known by, or by its payment id. */
  readonly externalEventId?: string;
  readonly saleId?: string;
  readonly type: 'refund' | 'chargeback' | 'chargeback_reversal';
  readonly status: 'pending' | 'succeeded' | 'failed';
  /** Minor units; left out: all that has not gone back yet. */
  readonly amount?: bigint;
  readonly currency?: string;
  readonly tax?: bigint;
  readonly shipping?: bigint;
  readonly reason?: string;
  readonly occurredAt: string;
}

export interface RefundRecorded extends Settled {
  readonly waiting: boolean;
  readonly amount: bigint;
  readonly currency: string;
  /** Stated before: nothing changed. */
  readonly deduped: boolean;
}

/**
 * Records that money of a sale went back, and settles the sale (F32, R13). A refund of a sale nobody told yet waits (R5).
 *
 * @throws Problem `unknown_sale`, `unknown_refund`, `currency_differs`, `refund_differs`, `refund_is_mirrored`, `invalid_amount`
 */
export async function recordRefund(
  engine: Engine,
  session: Session,
  scope: Scope,
  input: RefundInput,
): Promise<RefundRecorded> {
  const { mode } = input;
  const reference =
    input.saleId === undefined ? (input.externalEventId ?? '') : await referenceOf(session, scope, input.saleId, mode);
  if (reference === null) throw new Problem('unknown_sale', `saleId ${input.saleId} is no sale of this organization`);
  const held = await takeIn(session, scope, {
    connectionId: apiConnection,
    mode,
    kind: 'payment',
    refs: [reference],
    facts: [],
  });
  const state = reducePayment(held.facts);
  const known = objectOf(state, input);
  const waiting = state.kind === 'waiting';
  const currency = currencyOf(state, input);
  if (isMirrored(held)) {
    // One object with the mirror: what the processor said of it holds (R13).
    if (known === undefined) throw mirrored(input);
    refuseOtherAmount(input, known, 'as its processor tells it: that holds, and nothing need be told here');
    return { ...(await settle(engine, session, scope, held)), waiting, amount: known.amount, currency, deduped: true };
  }
  const amount = amountOf(state, input, known);
  const fact = stated(input, reference, amount, currency, known);
  const deduped = known !== undefined && saysTheSame(known, fact);
  const intake = deduped
    ? held
    : await takeAgain(session, scope, held.paymentId, { connectionId: apiConnection, mode, facts: [fact] });
  return { ...(await settle(engine, session, scope, intake)), waiting, amount, currency, deduped };
}

const kindOf = ({ type }: RefundInput): Reversal['kind'] => (type === 'refund' ? 'refund' : 'dispute');

const objectOf = (state: PaymentState, input: RefundInput): Reversal | undefined =>
  [...state.reversals, ...state.quarantined].find(
    ({ kind, key }) => kind === kindOf(input) && key === input.externalRefundId,
  );

const isMirrored = ({ facts }: Intake): boolean =>
  facts.some(({ connectionId, fact }) => fact.type === 'payment.received' && connectionId !== apiConnection);

const mirrored = ({ externalRefundId }: RefundInput): Problem =>
  new Problem(
    'refund_is_mirrored',
    `refunds of this sale come from its processor, which knows no ${externalRefundId}: refund it there, or use the processor's own refund id`,
  );

function currencyOf(state: PaymentState, { currency }: RefundInput): string {
  if (state.currency !== null && currency !== undefined && currency !== state.currency) {
    throw new Problem(
      'currency_differs',
      `the sale is in ${state.currency}, currency is ${currency}: state the amount in ${state.currency} (R6)`,
    );
  }
  const known = state.currency ?? currency ?? state.reversals[0]?.currency;
  if (known === undefined)
    throw new Problem(
      'unknown_sale',
      'the sale is not known yet: to let the refund wait for it, state amount and currency (R5)',
    );
  return known;
}

/** The amount is fixed by the first statement (R2); of an unstated one, all that is left of the sale. */
function amountOf(state: PaymentState, input: RefundInput, known: Reversal | undefined): bigint {
  const { amount, externalRefundId, type } = input;
  if (type === 'chargeback_reversal') {
    if (known === undefined)
      throw new Problem(
        'unknown_refund',
        `${externalRefundId} is no chargeback of this sale: state the chargeback first`,
      );
    if (amount !== undefined && amount > known.amount)
      throw new Problem('invalid_amount', `amount is more than the chargeback's ${known.amount}`);
    return known.amount;
  }
  if (known !== undefined) {
    refuseOtherAmount(input, known, 'as first stated: use another externalRefundId for another refund');
    return known.amount;
  }
  if (state.kind === 'waiting') {
    if (amount === undefined)
      throw new Problem(
        'unknown_sale',
        'the sale is not known yet: to let the refund wait for it, state amount and currency (R5)',
      );
    return amount;
  }
  const left = state.gross - state.reversed;
  if (amount === undefined && left === 0n)
    throw new Problem('invalid_amount', 'everything of this sale has gone back already');
  if (amount !== undefined && amount > state.gross) {
    throw new Problem(
      'invalid_amount',
      `amount is ${amount}, the sale is ${state.gross}: no more than was paid can go back`,
    );
  }
  return amount ?? left;
}

/** R2: an object has one amount. What gives a chargeback back may be a part of it. */
function refuseOtherAmount({ type, amount, externalRefundId }: RefundInput, known: Reversal, mend: string): void {
  if (amount === undefined || amount === known.amount) return;
  if (type === 'chargeback_reversal' && amount < known.amount) return;
  const message = `amount is ${amount}, and that of ${externalRefundId} is ${known.amount}, ${mend}`;
  throw new Problem('refund_differs', message);
}

function stated(
  input: RefundInput,
  reference: string,
  amount: bigint,
  currency: string,
  known: Reversal | undefined,
): RefundChanged | DisputeChanged {
  const common = {
    key: input.externalRefundId,
    refs: [reference],
    occurredAt: known?.occurredAt ?? input.occurredAt,
    asOf: input.occurredAt,
    currency,
    amount,
    ...(input.reason === undefined ? {} : { reason: input.reason }),
  };
  if (input.type === 'refund') {
    // A later state need not repeat what the first statement told of the amount (R2).
    const tax = input.tax ?? known?.tax ?? null;
    const shipping = input.shipping ?? known?.shipping ?? null;
    const parts = { ...(tax === null ? {} : { tax }), ...(shipping === null ? {} : { shipping }) };
    return { type: 'refund.changed', model: 'item', ...common, ...parts, status: input.status };
  }
  return { type: 'dispute.changed', ...common, ...movement(input, amount) };
}

/** A chargeback takes the money when it succeeds; its reversal, or its failing, brings it back (R3). */
function movement(
  { type, status, amount: back }: RefundInput,
  amount: bigint,
): Pick<DisputeChanged, 'withdrawn' | 'reinstated' | 'phase'> {
  if (type === 'chargeback_reversal')
    return { withdrawn: amount, reinstated: status === 'succeeded' ? (back ?? amount) : 0n, phase: 'won' };
  if (status === 'pending') return { withdrawn: 0n, reinstated: 0n, phase: 'opened' };
  return {
    withdrawn: amount,
    reinstated: status === 'failed' ? amount : 0n,
    phase: status === 'failed' ? 'won' : 'lost',
  };
}

function saysTheSame(known: Reversal, fact: RefundChanged | (DisputeChanged & Fact)): boolean {
  if (fact.type === 'refund.changed') return known.status === fact.status;
  const kept = fact.withdrawn - fact.reinstated;
  return known.status === fact.phase && known.rounded === (fact.withdrawn === 0n ? 0n : kept);
}
