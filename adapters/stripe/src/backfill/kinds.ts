import type { Stripe } from 'stripe';
import type { Cursor, Listed, Span } from './pages.ts';
import { createdWithin } from './pages.ts';

/** A kind of object that is read again, and the event it is told as. */
export interface Kind {
  readonly type: string;
  /** An object made so many days before the span may have changed within it; null: all there are, however old. */
  readonly days: number | null;
  /** What facts are made from, and what makes a webhook's shape: nothing of cards, and nothing that differs from one reading to the next. */
  readonly fields: readonly string[];
  list(stripe: Stripe, span: Span, cursor: Cursor): Promise<Page>;
  readonly tells?: (object: Listed & { readonly status?: unknown }) => boolean;
}

type Page = { readonly data: readonly Listed[]; readonly has_more: boolean };

const fields = (names: string): readonly string[] => `id object created livemode ${names}`.split(' ');

/** Newly made codes are few, and old ones are redeemed for years. */
const promotionCodes: Kind = {
  type: 'promotion_code.updated',
  days: null,
  fields: fields('code active promotion metadata'),
  list: async (stripe, _span, cursor) => stripe.promotionCodes.list(cursor),
};

const customers: Kind = {
  type: 'customer.updated',
  days: 0,
  fields: fields('email name metadata'),
  list: async (stripe, span, cursor) => stripe.customers.list({ ...createdWithin(span), ...cursor }),
};

const subscriptions: Kind = {
  type: 'customer.subscription.updated',
  days: 35,
  fields: fields('status metadata customer ended_at trial_start discounts'),
  list: async (stripe, span, cursor) => stripe.subscriptions.list({ status: 'all', ...createdWithin(span), ...cursor }),
};

/** A bank may take two weeks to pay. */
const sessions: Kind = {
  type: 'checkout.session.completed',
  days: 15,
  fields: fields(
    'mode status payment_status amount_total currency metadata client_reference_id discounts customer customer_details customer_email ' +
      'invoice payment_intent subscription total_details shipping_cost',
  ),
  list: async (stripe, span, cursor) =>
    stripe.checkout.sessions.list({ status: 'complete', ...createdWithin(span), ...cursor }),
};

const invoices: Kind = {
  type: 'invoice.paid',
  days: 35,
  fields: fields(
    'status amount_paid currency billing_reason total total_excluding_tax total_taxes total_discount_amounts shipping_cost status_transitions ' +
      'customer customer_email customer_name metadata parent discounts payments lines',
  ),
  list: async (stripe, span, cursor) =>
    stripe.invoices.list({
      status: 'paid',
      expand: ['data.discounts', 'data.payments'],
      ...createdWithin(span),
      ...cursor,
    }),
};

const paymentIntents: Kind = {
  type: 'payment_intent.succeeded',
  days: 35,
  fields: fields('status amount amount_received amount_details currency latest_charge customer receipt_email metadata'),
  list: async (stripe, span, cursor) => stripe.paymentIntents.list({ ...createdWithin(span), ...cursor }),
  tells: ({ status }) => status === 'succeeded',
};

/** A bank transfer may fail after weeks. */
export const refunds = (days: number, tells: (refund: Listed) => boolean): Kind => ({
  type: 'refund.updated',
  days,
  fields: fields('status amount currency charge payment_intent reason'),
  list: async (stripe, span, cursor) => stripe.refunds.list({ ...createdWithin(span), ...cursor }),
  tells,
});

/** Banks take their time. */
const disputes: Kind = {
  type: 'charge.dispute.updated',
  days: 120,
  fields: fields('status amount currency charge payment_intent reason balance_transactions'),
  list: async (stripe, span, cursor) => stripe.disputes.list({ ...createdWithin(span), ...cursor }),
};

export const kinds: readonly Kind[] = [
  promotionCodes,
  customers,
  subscriptions,
  sessions,
  invoices,
  paymentIntents,
  refunds(35, () => true),
  disputes,
];
