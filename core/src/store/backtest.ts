import type { Earning } from '../domain/backtest.ts';
import type { Intake } from './context.ts';
import { readContexts } from './many/contexts.ts';
import { type DecidedRow, existingColumn, paymentReader, type PaymentRow } from './many/payments.ts';
import type { Scope, Session, Statement } from './session.ts';

export interface Period {
  readonly from: string;
  readonly to: string;
}

/** A payment or lead without what was posted for it, and what the ledger holds for it. */
export interface Tested {
  readonly id: string;
  readonly intake: Intake;
  readonly earned: readonly (Earning & { readonly campaignId: string })[];
}

const within = `organization_id = $1 and mode = 'live' and merged_into is null and occurred_at >= $2 and occurred_at < $3`;

const countStatement: Statement = {
  name: 'backtest_count',
  text: `select count(*)::int as count from payment where ${within}`,
};
const idsStatement: Statement = {
  name: 'backtest_ids',
  text: `select id from payment where ${within} and id > $4 order by id limit $5`,
};
type Row = PaymentRow & Pick<DecidedRow, 'existing'> & { readonly earned: readonly StoredEarning[] };

const readPayments = paymentReader<Row>('backtest_read', [
  existingColumn,
  `(select coalesce(json_agg(json_build_object('affiliateId', l.affiliate_id, 'campaignId', c.campaign_id, 'currency', l.currency,
          'amount', l.amount - l.reversed)), '[]')
        from commission l join conversion c on c.organization_id = $1 and c.id = l.conversion_id
        where l.organization_id = $1 and l.payment_id = any (m.members) and not c.withdrawn) as earned`,
]);
const namesStatement: Statement = {
  name: 'backtest_names',
  text: 'select id, name from affiliate where organization_id = $1 and id = any ($2)',
};

const nowhere = '00000000-0000-0000-0000-000000000000';

export async function countBetween(session: Session, { organizationId }: Scope, { from, to }: Period): Promise<number> {
  return (await session.query<{ count: number }>(countStatement, [organizationId, from, to]))[0]?.count ?? 0;
}

/** The next payments of a period, by id. `after` null: from the first. */
export async function paymentsBetween(
  session: Session,
  { organizationId }: Scope,
  { from, to }: Period,
  after: string | null,
  most: number,
): Promise<readonly string[]> {
  const values = [organizationId, from, to, after ?? nowhere, most];
  return (await session.query<{ id: string }>(idsStatement, values)).map(({ id }) => id);
}

export async function readTested(
  session: Session,
  { organizationId }: Scope,
  payments: readonly string[],
): Promise<readonly Tested[]> {
  const rows = await readPayments(session, organizationId, payments);
  // What was posted for a payment is nothing to a test of what would have been.
  const undone = rows.map((row) => ({ ...row, postings: [], clocks: [] }));
  const contexts = await readContexts(session, organizationId, undone);
  return rows.map(({ id, earned }) => ({
    id,
    intake: contexts.of(id),
    earned: earned.map((earning) => ({ ...earning, amount: BigInt(earning.amount) })),
  }));
}

type StoredEarning = Omit<Tested['earned'][number], 'amount'> & { readonly amount: number };

export async function affiliateNames(
  session: Session,
  { organizationId }: Scope,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await session.query<{ id: string; name: string }>(namesStatement, [organizationId, ids]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

const campaignStatement: Statement = {
  name: 'backtest_campaign',
  text: 'select id, name, slug from campaign where organization_id = $1 and (slug = $2 or id::text = $2)',
};

export interface CampaignName {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
}

export async function findCampaign(
  session: Session,
  { organizationId }: Scope,
  slugOrId: string,
): Promise<CampaignName | null> {
  const values = [organizationId, slugOrId.toLowerCase()];
  const [campaign] = await session.query<CampaignName & Record<string, unknown>>(campaignStatement, values);
  return campaign ?? null;
}
