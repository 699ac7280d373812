import type {
  ITransactionDetailsNotificationResponse,
  ITransactionNotificationResponse,
  ITransactionPaymentAttemptNotificationResponse,
  TransactionOrigin,
} from '@paddle/paddle-node-sdk';
import { discountId, type Scene } from '../scene.ts';
import { price, product } from './catalog.ts';

export interface AboutTransaction {
  readonly number: number;
  readonly origin: TransactionOrigin;
  readonly status: 'past_due' | 'ready' | 'paid' | 'completed';
  readonly total: bigint;
  /** It starts or belongs to the story's subscription. */
  readonly subscribed: boolean;
  /** Seconds after which it was billed, and this state of it was reached. */
  readonly billedAfter: number;
  readonly after: number;
}

/** A transaction at one state. Its subscription has no id before it is completed where it starts one. */
export function transaction(scene: Scene, about: AboutTransaction): ITransactionNotificationResponse {
  const { number, origin, status, subscribed, billedAfter, after } = about;
  const starts = origin === 'web';
  const settled = status === 'paid' || status === 'completed';
  return {
    id: scene.ref('txn', number),
    status,
    customer_id: scene.ref('ctm'),
    address_id: scene.ref('add'),
    business_id: null,
    custom_data: scene.customData,
    currency_code: scene.currency,
    origin,
    subscription_id: subscribed && (!starts || status === 'completed') ? scene.ref('sub') : null,
    invoice_id: settled ? scene.ref('inv', number) : null,
    invoice_number: settled ? `325-10${number}` : null,
    collection_mode: 'automatic',
    discount_id: starts && scene.couponCode !== null ? discountId(scene.couponCode) : null,
    billing_details: null,
    billing_period: subscribed
      ? { starts_at: scene.at(billedAfter), ends_at: scene.at(billedAfter + 30 * 86_400) }
      : null,
    items: [{ price: price(scene, subscribed), quantity: 1, proration: null }],
    details: details(scene, about),
    payments: payments(scene, about),
    checkout: { url: 'https://example.com/pay' },
    created_at: scene.at(billedAfter - 1),
    updated_at: scene.at(after),
    billed_at: scene.at(billedAfter),
    revised_at: null,
  };
}

function details(
  scene: Scene,
  { number, status, total, subscribed }: AboutTransaction,
): ITransactionDetailsNotificationResponse {
  const amount = String(total);
  const totals = { subtotal: amount, discount: '0', tax: '0', total: amount };
  const done = status === 'completed';
  return {
    tax_rates_used: [{ tax_rate: '0', totals }],
    totals: {
      ...totals,
      credit: '0',
      credit_to_balance: '0',
      balance: done || status === 'paid' ? '0' : amount,
      grand_total: amount,
      grand_total_tax: '0',
      fee: done ? '0' : null,
      earnings: done ? amount : null,
      currency_code: scene.currency,
    },
    adjusted_totals: null,
    payout_totals: null,
    adjusted_payout_totals: null,
    line_items: [
      {
        id: scene.ref('txnitm', number),
        price_id: price(scene, subscribed).id,
        quantity: 1,
        proration: null,
        tax_rate: '0',
        unit_totals: totals,
        totals,
        product,
      },
    ],
  };
}

/** Nothing is charged where nothing is due. */
function payments(
  scene: Scene,
  { number, status, total, billedAfter }: AboutTransaction,
): ITransactionPaymentAttemptNotificationResponse[] {
  if (total === 0n) return [];
  const captured = status === 'paid' || status === 'completed';
  return [
    {
      payment_attempt_id: scene.ref('attempt', number),
      stored_payment_method_id: scene.ref('stored'),
      payment_method_id: scene.ref('paymtd'),
      amount: String(total),
      status: captured ? 'captured' : 'error',
      error_code: captured ? null : 'declined',
      method_details: {
        type: 'card',
        card: { type: 'visa', last4: '4242', expiry_month: 12, expiry_year: 2030, cardholder_name: scene.name },
        paypal: null,
        south_korea_local_card: null,
        underlying_details: null,
      },
      created_at: scene.at(billedAfter),
      captured_at: captured ? scene.at(billedAfter) : null,
    },
  ];
}
