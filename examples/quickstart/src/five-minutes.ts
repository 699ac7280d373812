import type {
  Affiliate,
  BalancePage,
  Campaign,
  Enrollment,
  Explanation,
  LinkPage,
  RefundAnswer,
  SaleAnswer,
} from '@fairlead/core/api';
import type { Api } from './api.ts';

/** Names one run apart from the next: slugs, e-mails and order numbers are taken once. */
export interface Run {
  readonly name: string;
  tell(step: string, what: string): void;
}

/** A campaign and its first affiliate; a sale of 100.00 through the affiliate's link; a refund of 33.00. */
export async function fiveMinutes(api: Api, { name, tell }: Run): Promise<void> {
  const link = await recruit(api, { name, tell });

  const location = await api.visit(link);
  const clickId = new URL(location).searchParams.get('fl_click');
  tell('click', `leads to ${location}`);

  const sale = await api.post<SaleAnswer>('/v1/sales', {
    externalEventId: `order-${name}`,
    amount: 10_000,
    currency: 'USD',
    clickId,
    customer: { externalId: `user-${name}`, email: `buyer-${name}@example.com` },
  });
  tell('sale', `${usd(sale.amount)}, ${sale.reason}: ${commissionOf(sale)}`);
  await explain(api, sale.id, tell);

  const refund = await api.post<RefundAnswer>('/v1/refunds', {
    externalRefundId: `refund-${name}`,
    externalEventId: `order-${name}`,
    amount: 3_300,
  });
  tell('refund', `${usd(refund.reversed)} went back: ${commissionOf(refund)}`);
  const { lines } = await explain(api, sale.id, tell);

  const { data } = await api.get<BalancePage>(`/v1/balances?affiliateId=${lines[0]?.affiliateId}`);
  for (const { pending, currency } of data) tell('balance', `${usd(pending, currency)} pending`);
}

/** Returns the address of the affiliate's link. */
async function recruit(api: Api, { name, tell }: Run): Promise<string> {
  const campaign = await api.post<Campaign>('/v1/campaigns', {
    name: `Quickstart ${name}`,
    slug: `quickstart-${name}`,
    state: 'active',
    destinationUrl: 'https://example.com/',
    // Parts per million: 20%.
    terms: { commission: { models: { cps: { rate: 200_000 } } } },
  });
  tell('campaign', `${campaign.name} pays 20%`);
  const affiliate = await api.post<Affiliate>('/v1/affiliates', {
    name: 'Jane Doe',
    email: `jane-${name}@example.com`,
  });
  const enrollment = await api.post<Enrollment>('/v1/enrollments', {
    campaignId: campaign.id,
    affiliateId: affiliate.id,
    slug: `jane-${name}`,
  });
  tell('affiliate', `${affiliate.name} is ${enrollment.status} as ${enrollment.slug}`);
  const { data } = await api.get<LinkPage>(`/v1/links?enrollmentId=${enrollment.id}`);
  const [link] = data;
  if (link === undefined) throw new Error('an approved enrollment has a link, and this one has none');
  tell('link', link.url);
  return link.url;
}

/** Why the commission is what it is: the working of every line, and every posting of the ledger. */
async function explain(api: Api, saleId: string, tell: Run['tell']): Promise<Explanation> {
  const explanation = await api.get<Explanation>(`/v1/payments/${saleId}/explain`);
  const { decision, lines, postings } = explanation;
  const won = decision.asked.find(({ outcome }) => outcome === 'claimed');
  tell('explain', `${decision.strategy}: ${won?.reason}`);
  for (const { steps } of lines) {
    for (const { op, values } of steps) tell('', `${op} ${JSON.stringify(values)}`);
  }
  for (const { amount, debit, credit, reason } of postings) {
    tell('', `${usd(amount)}: ${debit} → ${credit} (${reason})`);
  }
  return explanation;
}

const commissionOf = ({ commissions }: Pick<SaleAnswer, 'commissions'>): string =>
  commissions.map(({ affiliateSlug, amount }) => `${affiliateSlug} has ${usd(amount)}`).join(', ');

/** Amounts are whole minor units; the point is put in as text. */
function usd(amount: number | bigint, currency = 'USD'): string {
  const digits = String(amount).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)} ${currency}`;
}
