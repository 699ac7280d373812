import type { Earning } from '../domain/backtest.ts';
import type { Intake, KnownConversion } from './context.ts';
import { readContexts } from './many/contexts.ts';
import type { EnrollmentBook } from './many/enrollments.ts';
import { readPage } from './many/payments.ts';
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
const creditsStatement: Statement = {
  name: 'backtest_credits',
  text: `select c.id, c.payment_id as "paymentId", c.enrollment_id as "enrollmentId", c.role, c.withdrawn, c.campaign_id as "campaignId"
    from conversion c where c.organization_id = $1 and c.payment_id = any ($2)`,
};
const linesStatement: Statement = {
  name: 'backtest_lines',
  text: `select l.payment_id as "paymentId", l.conversion_id as "conversionId", l.affiliate_id as "affiliateId", l.currency,
      (l.amount - l.reversed)::text as amount
    from commission l where l.organization_id = $1 and l.payment_id = any ($2)`,
};

interface Credit extends KnownConversion, Record<string, unknown> {
  readonly campaignId: string;
}
interface EarnedLine extends Omit<Earning, 'amount'>, Record<string, unknown> {
  readonly paymentId: string;
  readonly conversionId: string;
  readonly amount: string;
}
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
  enrollments: EnrollmentBook,
): Promise<readonly Tested[]> {
  const { rows, members, byPayment } = await readPage(session, organizationId, payments);
  const [credits, lines] = await Promise.all([
    session.query<Credit>(creditsStatement, [organizationId, members]),
    session.query<EarnedLine>(linesStatement, [organizationId, members]),
  ]);
  const creditsOf = byPayment(credits);
  const linesOf = byPayment(lines);
  // What was posted for a payment is nothing to a test of what would have been.
  const undone = rows.map((row) => ({ ...row, existing: creditsOf(row.id), postings: [], clocks: [] }));
  const contexts = await readContexts(session, organizationId, undone, { enrollments });
  return rows.map(({ id }) => ({ id, intake: contexts.of(id), earned: earnedBy(creditsOf(id), linesOf(id)) }));
}

const earnedBy = (credits: readonly Credit[], lines: readonly EarnedLine[]): Tested['earned'] =>
  lines.flatMap(({ conversionId, affiliateId, currency, amount }) => {
    const credit = credits.find(({ id }) => id === conversionId);
    if (credit === undefined || credit.withdrawn) return [];
    return [{ affiliateId, campaignId: credit.campaignId, currency, amount: BigInt(amount) }];
  });

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
