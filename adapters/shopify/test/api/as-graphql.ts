/** REST objects as deliveries have them, in the shape the Admin API's GraphQL gives the same objects. */
type Fields = Readonly<Record<string, unknown>>;

const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? (value as Fields[]) : []);
const record = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null ? (value as Fields) : null;

const money = (value: unknown): object | null => {
  const given = record(value);
  return given && { amount: given['amount'], currencyCode: given['currency_code'] };
};

const bag = (set: unknown): object | null => {
  const given = record(set);
  return given && { shopMoney: money(given['shop_money']), presentmentMoney: money(given['presentment_money']) };
};

const negated = (set: unknown): unknown =>
  JSON.parse(JSON.stringify(set).replaceAll('"amount":"-', '"amount":"')) as unknown;

const gid = (kind: string, { id }: Fields): string => `gid://shopify/${kind}/${String(id)}`;
const upper = (value: unknown): unknown => (typeof value === 'string' ? value.toUpperCase() : value);

export const connection = (nodes: readonly object[], after = 0, size = nodes.length): object => ({
  nodes: nodes.slice(after, after + size),
  pageInfo: { hasNextPage: after + size < nodes.length, endCursor: String(after + size) },
});

const priced = (line: Fields, price: string): object => ({
  [price]: bag(line['price_set']),
  discountAllocations: list(line['discount_allocations']).map(({ amount_set }) => ({
    allocatedAmountSet: bag(amount_set),
  })),
  taxLines: list(line['tax_lines']).map(({ price_set }) => ({ priceSet: bag(price_set) })),
});

export const lineOf = (line: Fields): object => ({
  ...priced(line, 'originalUnitPriceSet'),
  title: line['title'],
  quantity: line['quantity'] ?? 1,
  product:
    line['product_id'] === null || line['product_id'] === undefined
      ? null
      : { legacyResourceId: JSON.stringify(line['product_id']) },
});

export const refundLineOf = (line: Fields): object => ({
  subtotalSet: bag(line['subtotal_set']),
  totalTaxSet: bag(line['total_tax_set']),
});

/** @param size of the first page of its lines */
export function orderOf(order: Fields, size = 20): Fields {
  const customer = record(order['customer']);
  return {
    id: gid('Order', order),
    createdAt: order['created_at'],
    updatedAt: order['updated_at'],
    processedAt: order['processed_at'] ?? order['created_at'],
    test: order['test'] ?? false,
    displayFinancialStatus: upper(order['financial_status']),
    currencyCode: order['currency'],
    taxesIncluded: order['taxes_included'],
    sourceName: order['source_name'],
    email: order['email'],
    discountCodes: list(order['discount_codes']).map(({ code }) => code),
    customer: customer && {
      id: gid('Customer', customer),
      firstName: customer['first_name'],
      lastName: customer['last_name'],
      defaultEmailAddress: customer['email'] === null ? null : { emailAddress: customer['email'] },
    },
    customAttributes: list(order['note_attributes']).map(({ name, value }) => ({ key: name, value })),
    customerJourneySummary:
      order['landing_site'] === null
        ? null
        : { lastVisit: { landingPage: `https://larch.example.com${order['landing_site'] as string}` } },
    totalPriceSet: bag(order['total_price_set']),
    totalTaxSet: bag(order['total_tax_set']),
    originalTotalDutiesSet: bag(order['original_total_duties_set']),
    totalDiscountsSet: bag(order['total_discounts_set']),
    lineItems: connection(list(order['line_items']).map(lineOf), 0, size),
    shippingLines: connection(list(order['shipping_lines']).map((line) => priced(line, 'originalPriceSet'))),
    refunds: list(order['refunds']).map((refund) => refundOf(refund, size)),
  };
}

function refundOf(refund: Fields, size: number): object {
  const adjustments = list(refund['order_adjustments']);
  return {
    id: gid('Refund', refund),
    createdAt: refund['created_at'],
    refundLineItems: connection(list(refund['refund_line_items']).map(refundLineOf), 0, size),
    orderAdjustments: connection(
      adjustments
        .filter(({ kind }) => kind !== 'shipping_refund')
        .map(({ kind, amount_set, tax_amount_set }) => ({
          reason: upper(kind),
          amountSet: bag(amount_set),
          taxAmountSet: bag(tax_amount_set),
        })),
    ),
    refundShippingLines: connection(
      adjustments
        .filter(({ kind }) => kind === 'shipping_refund')
        .map(({ amount_set, tax_amount_set }) => ({
          subtotalAmountSet: bag(negated(amount_set)),
          taxAmountSet: bag(negated(tax_amount_set)),
        })),
    ),
    transactions: connection(
      list(refund['transactions']).map((one) => {
        const paid = { amount: one['amount'], currencyCode: one['currency'] };
        return {
          id: gid('OrderTransaction', one),
          kind: upper(one['kind']),
          status: upper(one['status']),
          test: one['test'] ?? false,
          createdAt: one['created_at'],
          processedAt: one['processed_at'],
          amountSet: { shopMoney: paid, presentmentMoney: paid },
        };
      }),
    ),
  };
}

export const disputeOf = (dispute: Fields): Fields => ({
  id: gid('ShopifyPaymentsDispute', dispute),
  type: upper(dispute['type']),
  status: upper(dispute['status']),
  amount: { amount: dispute['amount'], currencyCode: dispute['currency'] },
  initiatedAt: dispute['initiated_at'],
  evidenceSentOn: dispute['evidence_sent_on'],
  finalizedOn: dispute['finalized_on'],
  order: { id: `gid://shopify/Order/${String(dispute['order_id'])}` },
  reasonDetails: { reason: upper(dispute['reason']) },
});
