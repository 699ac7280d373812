/** What is asked of a shop, as GraphQL of API 2026-10: no more than facts are made from. */
const money = /* GraphQL */ `
  fragment Both on MoneyBag {
    shopMoney { amount currencyCode }
    presentmentMoney { amount currencyCode }
  }`;

const line = /* GraphQL */ `
  fragment Line on LineItem {
    title
    quantity
    product { legacyResourceId }
    originalUnitPriceSet { ...Both }
    discountAllocations { allocatedAmountSet { ...Both } }
    taxLines { priceSet { ...Both } }
  }`;

const refundLine = /* GraphQL */ `
  fragment RefundLine on RefundLineItem {
    subtotalSet { ...Both }
    totalTaxSet { ...Both }
  }`;

const page = 'pageInfo { hasNextPage endCursor }';

export const ordersQuery = /* GraphQL */ `
  query Orders($first: Int!, $after: String, $query: String!) {
    orders(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
      ${page}
      nodes {
        id createdAt updatedAt processedAt test displayFinancialStatus currencyCode taxesIncluded sourceName email discountCodes
        customer { id firstName lastName defaultEmailAddress { emailAddress } }
        customAttributes { key value }
        customerJourneySummary { lastVisit { landingPage } }
        totalPriceSet { ...Both }
        totalTaxSet { ...Both }
        originalTotalDutiesSet { ...Both }
        totalDiscountsSet { ...Both }
        lineItems(first: 20) { ${page} nodes { ...Line } }
        shippingLines(first: 5) {
          nodes {
            originalPriceSet { ...Both }
            discountAllocations { allocatedAmountSet { ...Both } }
            taxLines { priceSet { ...Both } }
          }
        }
        refunds(first: 20) {
          id createdAt
          refundLineItems(first: 10) { ${page} nodes { ...RefundLine } }
          orderAdjustments(first: 5) { nodes { reason amountSet { ...Both } taxAmountSet { ...Both } } }
          refundShippingLines(first: 5) { nodes { subtotalAmountSet { ...Both } taxAmountSet { ...Both } } }
          transactions(first: 5) { nodes { id kind status test createdAt processedAt amountSet { ...Both } } }
        }
      }
    }
  }${line}${refundLine}${money}`;

export const orderLinesQuery = /* GraphQL */ `
  query OrderLines($id: ID!, $after: String) {
    order(id: $id) { lineItems(first: 50, after: $after) { ${page} nodes { ...Line } } }
  }${line}${money}`;

export const refundLinesQuery = /* GraphQL */ `
  query RefundLines($id: ID!, $after: String) {
    refund(id: $id) { refundLineItems(first: 100, after: $after) { ${page} nodes { ...RefundLine } } }
  }${refundLine}${money}`;

export const disputesQuery = /* GraphQL */ `
  query Disputes($first: Int!, $after: String, $query: String!) {
    disputes(first: $first, after: $after, query: $query) {
      ${page}
      nodes { id type status amount { amount currencyCode } initiatedAt evidenceSentOn finalizedOn order { id } reasonDetails { reason } }
    }
  }`;

export const scopesQuery = /* GraphQL */ `
  query Scopes { currentAppInstallation { accessScopes { handle } } }`;
