import type { Currency } from './money.ts';

/**
 * Facts are what adapters, the API and the core state about payments: normalised, immutable, content-addressed. The same statement
 * made twice is one fact; a later statement about the same object is another fact, and `reducePayment` decides which is the latest.
 *
 * Amounts are integer minor units (M1), times are RFC 3339 in UTC (`2026-03-01T12:00:00.000Z`).
 */
export type Fact =
  | PaymentReceived
  | RefundChanged
  | DisputeChanged
  | IdentifiersLinked
  | LeadCaptured
  | EventReported
  | CustomerChanged
  | SubscriptionChanged
  | CouponChanged
  | EvidenceAdded;

/** An id by which a payment is known within one connection: an invoice, intent, charge, session or order id. */
export type Ref = string;

/** What is known of a buyer. The core stores customer ids and hashes in facts, never the e-mail itself. */
export interface CustomerKeys {
  /** The brand's own id of the customer. */
  readonly externalId?: string;
  /** The processor's id of the customer, within the connection. */
  readonly processorId?: string;
  readonly email?: string;
  readonly name?: string;
}

/** Everything in a payment that may name an affiliate. Which one wins is attribution's business (A1). */
export interface Evidence {
  readonly clickIds?: readonly string[];
  readonly slugs?: readonly string[];
  readonly coupons?: readonly CouponGiven[];
  /** A campaign id or slug: only enrollments of this campaign may be credited. */
  readonly campaign?: string;
}

/** A redeemed code, or the processor's id of it where the code itself is not told (Stripe's `promo_…`). */
export interface CouponGiven {
  readonly code?: string;
  readonly codeId?: string;
}

export interface LineItem {
  readonly productId?: string;
  readonly name?: string;
  readonly quantity: number;
  /** Line total in minor units, after discounts, without tax; may be negative (a credit for unused time). */
  readonly amount: bigint;
}

/** Money arrived. Several facts may state one payment (invoice, session, intent): the highest `rank` is believed. */
export interface PaymentReceived {
  readonly type: 'payment.received';
  /** The object that states it. */
  readonly key: Ref;
  /** Every other id of the same payment. */
  readonly refs: readonly Ref[];
  /** Which statement of one payment is believed: invoice 30, checkout 20, intent 10, server to server 5 (PROCESSORS, Stripe). */
  readonly rank: number;
  /** When it was paid, by the processor's clock. */
  readonly occurredAt: string;
  readonly currency: Currency;
  /** G of C2: what was captured, with tax and shipping. Zero is no sale. */
  readonly amount: bigint;
  /** T of C2: the total due after discounts, with tax and shipping. Left out: the same as `amount`. */
  readonly total?: bigint;
  /** All tax within `total`, the shipping's own included. Left out: unknown, counted as 0 and marked `tax_unknown`. */
  readonly tax?: bigint;
  /** Shipping within `total`, without its own tax. */
  readonly shipping?: bigint;
  readonly discount?: bigint;
  readonly billing: 'one_time' | 'first' | 'renewal' | 'change' | 'unknown';
  readonly subscription?: Ref;
  readonly customer?: CustomerKeys;
  readonly items: readonly LineItem[];
  readonly evidence: Evidence;
  /** A bare charge that cannot say whether it belongs to an invoice (I2): credited only when joined, or after an hour. */
  readonly tentative?: boolean;
  /** Free data of a server-to-server call, echoed back. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** A refund as one object with a state (`item`), or the running total a processor reports instead (`total`). An adapter uses one (R4). */
export interface RefundChanged {
  readonly type: 'refund.changed';
  readonly model: 'item' | 'total';
  /** The refund's own id; for a total, the id of the object that carries it. */
  readonly key: string;
  /** Ids of the payment it returns. */
  readonly refs: readonly Ref[];
  /** When the refund was made. */
  readonly occurredAt: string;
  /** When this state was true, by the processor's clock: the latest state counts (R2). */
  readonly asOf: string;
  readonly currency: Currency;
  readonly amount: bigint;
  /** The part of `amount` that is tax, where told (R1). */
  readonly tax?: bigint;
  readonly shipping?: bigint;
  readonly status: 'pending' | 'succeeded' | 'failed';
  readonly reason?: string;
}

/** A dispute at one state. Money moved counts, status alone does not (R3). */
export interface DisputeChanged {
  readonly type: 'dispute.changed';
  readonly key: string;
  readonly refs: readonly Ref[];
  readonly occurredAt: string;
  readonly asOf: string;
  /** In the payment's currency. */
  readonly currency: Currency;
  readonly amount: bigint;
  /** Taken from and given back to the brand so far, in any one currency: only their ratio is used. Both 0: an inquiry. */
  readonly withdrawn: bigint;
  readonly reinstated: bigint;
  /** `back` for a processor whose reversal of a chargeback is an object of its own (Paddle): it counts negative. */
  readonly counts?: 'against' | 'back';
  /** For display. */
  readonly phase: 'warning' | 'opened' | 'under_review' | 'won' | 'lost' | 'closed';
  readonly reason?: string;
}

/** Two or more ids name the same payment. */
export interface IdentifiersLinked {
  readonly type: 'identifiers.linked';
  readonly refs: readonly Ref[];
  readonly occurredAt: string;
}

/** An identified person who has not paid: a sign-up, a trial. Binds the customer to an enrollment (A5). */
export interface LeadCaptured {
  readonly type: 'lead.captured';
  /** `script`: a page, by a publishable key (F8). Anybody can tell it what it tells. */
  readonly via: 'api' | 'trial' | 'free_checkout' | 'script';
  readonly occurredAt: string;
  readonly customer: CustomerKeys;
  readonly evidence: Evidence;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** A customer did something that is named, and may be paid for (C3): a trial begun, a plan chosen. Binds nobody. */
export interface EventReported {
  readonly type: 'event.reported';
  readonly name: string;
  readonly occurredAt: string;
  readonly customer: CustomerKeys;
  readonly evidence: Evidence;
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface CustomerChanged {
  readonly type: 'customer.changed';
  readonly occurredAt: string;
  readonly customer: CustomerKeys;
  /** They asked to be erased, or were deleted at the processor: what was told of them up to `occurredAt` is erased here too (F144). */
  readonly deleted?: boolean;
  readonly evidence: Evidence;
}

export interface SubscriptionChanged {
  readonly type: 'subscription.changed';
  readonly key: Ref;
  readonly occurredAt: string;
  readonly state: 'trialing' | 'active' | 'past_due' | 'paused' | 'ended';
  readonly endedAt?: string;
  readonly customer?: CustomerKeys;
  readonly evidence: Evidence;
}

/** What the processor says of a code: tells which code a `codeId` stands for. */
export interface CouponChanged {
  readonly type: 'coupon.changed';
  readonly occurredAt: string;
  readonly code: string;
  readonly codeId: string;
  readonly active: boolean;
}

/** Evidence learned after the payment was stated: a later call with the same id, or an adapter's fetch (A8). */
export interface EvidenceAdded {
  readonly type: 'evidence.added';
  readonly refs: readonly Ref[];
  readonly occurredAt: string;
  readonly customer?: CustomerKeys;
  readonly evidence: Evidence;
}
