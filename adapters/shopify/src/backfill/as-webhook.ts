import { child, children, type Node, optionalBoolean, optionalText } from '../read.ts';

/** Lines that were fetched apart. */
export interface Lines {
  readonly order: readonly Node[];
  /** Of a refund, by its id. */
  readonly refunds: ReadonlyMap<string, readonly Node[]>;
}

/**
 * An order of the Admin API's GraphQL in the shape deliveries have, as far as facts are made from it: both must state the same. What GraphQL does not tell
 * (the token of the checkout) is left out; landing pages are those of the last visit.
 */
export function orderAsWebhook(order: Node, lines: Lines): object {
  const customer = child(order, 'customer');
  const journey = child(order, 'customerJourneySummary');
  const visit = journey && child(journey, 'lastVisit');
  return {
    ...identity(order),
    created_at: order.fields['createdAt'],
    processed_at: order.fields['processedAt'],
    currency: order.fields['currencyCode'],
    email: order.fields['email'],
    financial_status: optionalText(order, 'displayFinancialStatus')?.toLowerCase(),
    source_name: order.fields['sourceName'],
    taxes_included: optionalBoolean(order, 'taxesIncluded'),
    test: optionalBoolean(order, 'test'),
    customer: customer && customerAsWebhook(customer),
    note_attributes: children(order, 'customAttributes').map(({ fields }) => ({
      name: fields['key'],
      value: fields['value'],
    })),
    discount_codes: codesOf(order).map((code) => ({ code })),
    landing_site: visit && optionalText(visit, 'landingPage'),
    total_price_set: both(order, 'totalPriceSet'),
    total_tax_set: both(order, 'totalTaxSet'),
    original_total_duties_set: both(order, 'originalTotalDutiesSet'),
    total_discounts_set: both(order, 'totalDiscountsSet'),
    line_items: lines.order.map((line) => ({
      ...priced(line, 'originalUnitPriceSet'),
      product_id: legacyId(child(line, 'product')),
      title: line.fields['title'],
      quantity: line.fields['quantity'],
    })),
    shipping_lines: nodes(order, 'shippingLines').map((line) => priced(line, 'originalPriceSet')),
    refunds: children(order, 'refunds').map((refund) => refundAsWebhook(refund, idOf(order), lines)),
  };
}

export function disputeAsWebhook(dispute: Node): object {
  const amount = child(dispute, 'amount');
  const order = child(dispute, 'order');
  const reason = child(dispute, 'reasonDetails');
  return {
    ...identity(dispute),
    order_id: order && idOf(order),
    type: optionalText(dispute, 'type')?.toLowerCase(),
    status: optionalText(dispute, 'status')?.toLowerCase(),
    amount: amount?.fields['amount'],
    currency: amount?.fields['currencyCode'],
    reason: (reason && optionalText(reason, 'reason'))?.toLowerCase(),
    initiated_at: dispute.fields['initiatedAt'],
    evidence_sent_on: dayEnd(optionalText(dispute, 'evidenceSentOn')),
    finalized_on: dayEnd(optionalText(dispute, 'finalizedOn')),
  };
}

/** A mere day is over when it is: the state it brought is later than those before it. */
const dayEnd = (time: string | undefined): string | null =>
  time !== undefined && /^\d{4}-\d\d-\d\d$/.test(time) ? `${time}T23:59:59Z` : (time ?? null);

function refundAsWebhook(refund: Node, order: string | undefined, lines: Lines): object {
  const discrepancies = nodes(refund, 'orderAdjustments').map((adjustment) => ({
    kind: optionalText(adjustment, 'reason')?.toLowerCase(),
    amount_set: both(adjustment, 'amountSet'),
    tax_amount_set: both(adjustment, 'taxAmountSet'),
  }));
  const shipping = nodes(refund, 'refundShippingLines').map((line) => ({
    kind: 'shipping_refund',
    amount_set: both(line, 'subtotalAmountSet', true),
    tax_amount_set: both(line, 'taxAmountSet', true),
  }));
  return {
    ...identity(refund),
    order_id: order,
    created_at: refund.fields['createdAt'],
    refund_line_items: (lines.refunds.get(idOf(refund) ?? '') ?? []).map((line) => ({
      subtotal_set: both(line, 'subtotalSet'),
      total_tax_set: both(line, 'totalTaxSet'),
    })),
    order_adjustments: [...discrepancies, ...shipping],
    transactions: nodes(refund, 'transactions').map(transactionAsWebhook),
  };
}

/** A delivery tells the currency the buyer paid in. */
function transactionAsWebhook(transaction: Node): object {
  const set = child(transaction, 'amountSet');
  const paid = set && child(set, 'presentmentMoney');
  return {
    ...identity(transaction),
    kind: optionalText(transaction, 'kind')?.toLowerCase(),
    status: optionalText(transaction, 'status')?.toLowerCase(),
    test: optionalBoolean(transaction, 'test'),
    amount: paid?.fields['amount'],
    currency: paid?.fields['currencyCode'],
    created_at: transaction.fields['createdAt'],
    processed_at: transaction.fields['processedAt'],
  };
}

const customerAsWebhook = (customer: Node): object => {
  const email = child(customer, 'defaultEmailAddress');
  return {
    ...identity(customer),
    email: email?.fields['emailAddress'],
    first_name: customer.fields['firstName'],
    last_name: customer.fields['lastName'],
  };
};

const priced = (line: Node, price: string): object => ({
  price_set: both(line, price),
  discount_allocations: children(line, 'discountAllocations').map((one) => ({
    amount_set: both(one, 'allocatedAmountSet'),
  })),
  tax_lines: children(line, 'taxLines').map((one) => ({ price_set: both(one, 'priceSet') })),
});

/** Both sides of an amount; `negated` where a delivery has it below nothing. */
function both(from: Node, field: string, negated = false): object | null {
  const set = child(from, field);
  const side = (name: string): object | undefined => {
    const money = set && child(set, name);
    const amount = money?.fields['amount'];
    const told = typeof amount === 'string' && negated ? opposite(amount) : amount;
    return money && { amount: told, currency_code: money.fields['currencyCode'] };
  };
  return set === undefined ? null : { shop_money: side('shopMoney'), presentment_money: side('presentmentMoney') };
}

const opposite = (amount: string): string => (amount.startsWith('-') ? amount.slice(1) : `-${amount}`);

const nodes = (from: Node, field: string): readonly Node[] => {
  const connection = child(from, field);
  return connection === undefined ? [] : children(connection, 'nodes');
};

function codesOf(order: Node): readonly string[] {
  const codes = order.fields['discountCodes'];
  return Array.isArray(codes) ? codes.filter((code) => typeof code === 'string') : [];
}

const identity = (object: Node): object => ({ id: idOf(object), admin_graphql_api_id: object.fields['id'] });

/** The digits at the end of `gid://shopify/Order/1`, as text: they may have more than a double holds. */
export const idOf = (object: Node): string | undefined =>
  /\/(\d+)(?:\?.*)?$/.exec(optionalText(object, 'id') ?? '')?.[1];

const legacyId = (product: Node | undefined): unknown => product?.fields['legacyResourceId'] ?? null;
