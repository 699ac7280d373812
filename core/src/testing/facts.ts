import type {
  DisputeChanged,
  IdentifiersLinked,
  LeadCaptured,
  PaymentReceived,
  RefundChanged,
} from '../contract/facts.ts';

/** Noon of yesterday, UTC: what happened then is in its hold by the usual terms. */
export const noon = `${new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)}T12:00:00.000Z`;

type Told<F> = Partial<Omit<F, 'type' | 'key'>>;

// Facts of a made-up processor, told with as little as a test is about; they happened at `noon` unless told otherwise.

/** A payment of 100.00 USD, known to carry no tax, stated as an invoice would be (rank 30). */
export const paid = (key: string, told: Told<PaymentReceived> = {}): PaymentReceived => ({
  type: 'payment.received',
  key,
  refs: [],
  rank: 30,
  occurredAt: noon,
  currency: 'USD',
  amount: 10_000n,
  tax: 0n,
  billing: 'one_time',
  items: [],
  evidence: {},
  ...told,
});

/** A refund that went through; `of` names its payment. */
export const refunded = (
  key: string,
  of: string,
  amount: bigint,
  { occurredAt = noon, ...told }: Told<RefundChanged> = {},
): RefundChanged => ({
  type: 'refund.changed',
  model: 'item',
  key,
  refs: [of],
  occurredAt,
  asOf: occurredAt,
  currency: 'USD',
  amount,
  status: 'succeeded',
  ...told,
});

/** A chargeback that took the money; `of` names its payment. */
export const disputed = (
  key: string,
  of: string,
  amount: bigint,
  { occurredAt = noon, ...told }: Told<DisputeChanged> = {},
): DisputeChanged => ({
  type: 'dispute.changed',
  key,
  refs: [of],
  occurredAt,
  asOf: occurredAt,
  currency: 'USD',
  amount,
  withdrawn: amount,
  reinstated: 0n,
  phase: 'opened',
  ...told,
});

/** These ids name one payment. */
export const linked = (...refs: readonly string[]): IdentifiersLinked => ({
  type: 'identifiers.linked',
  refs,
  occurredAt: noon,
});

/** Somebody signed up. */
export const signedUp = (customer: LeadCaptured['customer'], told: Told<LeadCaptured> = {}): LeadCaptured => ({
  type: 'lead.captured',
  via: 'api',
  occurredAt: noon,
  customer,
  evidence: {},
  ...told,
});
