import type { Scene } from './scene.ts';

export interface OrderState {
  readonly after: number;
  readonly status: 'pending' | 'authorized' | 'paid' | 'partially_refunded' | 'refunded';
  readonly total?: bigint;
  readonly cancelled?: boolean;
  readonly refunds?: readonly object[];
}

/** An order of one product, with the fields deliveries of the REST Admin API 2026-10 have. No tax, no shipping, so that all of it earns. */
export function order(
  scene: Scene,
  { after, status, total = scene.total, cancelled = false, refunds = [] }: OrderState,
) {
  const nothing = scene.set(0n);
  const discount = scene.total - total;
  const codes = scene.couponCode === null ? [] : [scene.couponCode];
  return {
    id: scene.id('Order'),
    admin_graphql_api_id: scene.gid('Order'),
    app_id: 580111,
    browser_ip: '203.0.113.7',
    buyer_accepts_marketing: false,
    cancel_reason: cancelled ? 'customer' : null,
    cancelled_at: cancelled ? scene.at(after) : null,
    cart_token: null,
    checkout_id: scene.id('Checkout'),
    checkout_token: `${scene.id('Checkout').toString(16)}token`,
    closed_at: null,
    confirmed: true,
    contact_email: scene.email,
    created_at: scene.at(1),
    currency: scene.currency,
    current_total_price_set: scene.set(total),
    customer: customer(scene, 0),
    discount_codes: codes.map((code) => ({ code, amount: scene.decimal(discount), type: 'fixed_amount' })),
    email: scene.email,
    estimated_taxes: false,
    financial_status: status,
    fulfillment_status: null,
    landing_site: scene.clickId === null ? '/' : `/?fl_click=${encodeURIComponent(scene.clickId)}`,
    line_items: [
      {
        id: scene.id('LineItem'),
        admin_graphql_api_id: scene.gid('LineItem'),
        discount_allocations:
          discount === 0n
            ? []
            : [{ amount: scene.decimal(discount), amount_set: scene.set(discount), discount_application_index: 0 }],
        gift_card: false,
        name: 'Larch Chair - Oiled',
        price: scene.decimal(scene.total),
        price_set: scene.set(scene.total),
        product_id: 7513594101822,
        quantity: 1,
        sku: 'LARCH-1',
        tax_lines: [],
        title: 'Larch Chair',
        total_discount_set: nothing,
        variant_id: 42713594101822,
      },
    ],
    name: '#1001',
    note: null,
    note_attributes: scene.attributes,
    number: 1,
    order_number: 1001,
    original_total_duties_set: null,
    payment_gateway_names: ['shopify_payments'],
    presentment_currency: scene.currency,
    processed_at: scene.at(2),
    refunds,
    shipping_lines: [],
    source_name: 'web',
    subtotal_price_set: scene.set(total),
    tags: '',
    tax_lines: [],
    taxes_included: false,
    test: scene.test,
    token: `${scene.id('Order').toString(16)}order`,
    total_discounts_set: scene.set(discount),
    total_line_items_price_set: scene.set(scene.total),
    total_outstanding: scene.decimal(status === 'pending' || status === 'authorized' ? total : 0n),
    total_price: scene.decimal(total),
    total_price_set: scene.set(total),
    total_shipping_price_set: nothing,
    total_tax: scene.decimal(0n),
    total_tax_set: nothing,
    total_tip_received: scene.decimal(0n),
    updated_at: scene.at(after),
  };
}

export function customer(scene: Scene, after: number) {
  return {
    id: scene.id('Customer'),
    admin_graphql_api_id: scene.gid('Customer'),
    created_at: scene.at(0),
    currency: scene.currency,
    email: scene.email,
    first_name: 'Zoë',
    last_name: 'Müller-Çelik',
    phone: null,
    state: 'enabled',
    tags: '',
    updated_at: scene.at(after),
    verified_email: true,
  };
}

export interface RefundState {
  readonly number: number;
  readonly amount: bigint;
  readonly after: number;
  readonly status: 'success' | 'pending' | 'failure';
}

/** Money sent back without a line returned; the adjustment says what it was for. */
export function refund(scene: Scene, { number, amount, after, status }: RefundState) {
  return {
    id: scene.id('Refund', number),
    admin_graphql_api_id: scene.gid('Refund', number),
    created_at: scene.at(after),
    duties: [],
    note: 'Arrived late',
    order_adjustments: [],
    order_id: scene.id('Order'),
    processed_at: scene.at(after),
    refund_line_items: [],
    restock: false,
    total_duties_set: scene.set(0n),
    transactions: [
      {
        id: scene.id('OrderTransaction', number + 1),
        admin_graphql_api_id: scene.gid('OrderTransaction', number + 1),
        amount: scene.decimal(amount),
        created_at: scene.at(after),
        currency: scene.currency,
        error_code: status === 'failure' ? 'processing_error' : null,
        gateway: 'shopify_payments',
        kind: 'refund',
        message: null,
        order_id: scene.id('Order'),
        parent_id: scene.id('OrderTransaction'),
        processed_at: scene.at(after),
        source_name: '1830279',
        status,
        test: scene.test,
      },
    ],
    user_id: null,
  };
}

export type DisputeStatus = 'needs_response' | 'under_review' | 'won' | 'lost';

export function dispute(scene: Scene, type: 'inquiry' | 'chargeback', status: DisputeStatus) {
  const sent = status === 'needs_response' ? null : scene.at(30);
  return {
    id: scene.id('ShopifyPaymentsDispute'),
    order_id: scene.id('Order'),
    type,
    amount: scene.decimal(scene.total),
    currency: scene.currency,
    reason: 'product_not_received',
    network_reason_code: '13.1',
    status,
    evidence_due_by: scene.at(864_000),
    evidence_sent_on: sent,
    finalized_on: status === 'won' || status === 'lost' ? scene.at(40) : null,
    initiated_at: scene.at(20),
  };
}

/** What a shop must be able to ask of every app: erase a customer. */
export function redaction(scene: Scene) {
  return {
    shop_id: scene.id('Shop'),
    shop_domain: scene.shop,
    customer: { id: scene.id('Customer'), email: scene.email, phone: null },
    orders_to_redact: [scene.id('Order')],
  };
}
