import type { CampaignTerms } from '../../domain/terms.ts';
import type { Scope, Session } from '../session.ts';
import { isCurrencyCode, isId, isWhole } from './cursor.ts';
import { type Paged, type PageQuery, readPage, run } from './page.ts';
import { all, among, given, type Sql, sql } from './sql.ts';

/** Sums are texts of integers. */
export interface BacktestTotals {
  readonly currency: string;
  readonly affiliates: number;
  readonly before: string;
  readonly after: string;
  readonly changed: number;
}

export interface BacktestRecord {
  readonly id: string;
  readonly campaignId: string;
  readonly campaignName: string;
  readonly terms: CampaignTerms;
  readonly since: string;
  readonly until: string;
  readonly state: string;
  readonly problem: string | null;
  readonly actor: string;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly done: number;
  readonly total: number | null;
  readonly counts: { readonly payments: number; readonly untrue: number; readonly undecided: number } | null;
  readonly totals: readonly BacktestTotals[];
}

export interface BacktestFilter {
  readonly campaignId?: string;
  readonly state?: readonly string[];
}

const shown = (b: Sql): Sql => sql`
  select b.id, b.campaign_id as "campaignId", c.name as "campaignName", b.terms, iso(b.from_at) as since, iso(b.to_at) as until, b.state, b.problem, b.actor,
    iso(b.created_at) as "createdAt", iso(b.started_at) as "startedAt", iso(b.finished_at) as "finishedAt", b.done, b.total, b.counts,
    (select coalesce(jsonb_agg(to_jsonb(t) order by t.affiliates desc, t.currency), '[]') from (
      select r.currency, count(*)::int as affiliates, sum(r.before_amount)::text as before, sum(r.after_amount)::text as after,
        sum(r.changed)::int as changed
      from backtest_row r where r.organization_id = b.organization_id and r.backtest_id = b.id group by r.currency) t) as totals
  from (${b}) b join campaign c on c.organization_id = b.organization_id and c.id = b.campaign_id
  order by b.id desc`;

/** The newest first. @throws Problem `invalid_request` for a cursor of another list */
export async function pageOfBacktests(
  session: Session,
  { organizationId }: Scope,
  { campaignId, state }: BacktestFilter,
  page: PageQuery,
): Promise<Paged<BacktestRecord>> {
  const those = (last: readonly string[] | null): Sql =>
    all([
      sql`b.organization_id = ${organizationId}`,
      ...given(campaignId, (id) => sql`b.campaign_id = ${id}`),
      ...given(state, (words) => among(sql`b.state`, words)),
      ...(last === null ? [] : [sql`b.id < ${last[0] ?? ''}::uuid`]),
    ]);
  return readPage<BacktestRecord>(
    session,
    {
      list: 'backtests',
      checks: [isId],
      positionOf: ({ id }) => [id],
      read: (last, limit) =>
        shown(sql`select * from backtest b where ${those(last)} order by b.id desc limit ${limit}`),
    },
    page,
  );
}

export async function findBacktest(
  session: Session,
  { organizationId }: Scope,
  id: string,
): Promise<BacktestRecord | null> {
  const one = sql`select * from backtest b where b.organization_id = ${organizationId} and b.id = ${id}::uuid`;
  return (await run<BacktestRecord>(session, shown(one)))[0] ?? null;
}

/** Sums are texts of integers. */
export interface BacktestRowRecord {
  readonly affiliateId: string;
  readonly affiliateName: string;
  readonly currency: string;
  readonly before: string;
  readonly after: string;
  readonly difference: string;
  readonly changed: number;
}

/** Currency by currency, the largest difference of either sign first. @throws Problem `invalid_request` for a cursor of another list */
export async function pageOfRows(
  session: Session,
  { organizationId }: Scope,
  id: string,
  currency: string | undefined,
  page: PageQuery,
): Promise<Paged<BacktestRowRecord>> {
  const size = sql`abs(r.after_amount - r.before_amount)`;
  const behind = ([code, amount, affiliate]: readonly string[]): Sql =>
    sql`(r.currency, -${size}, r.affiliate_id) > (${code}::char(3), -(${amount}::bigint), ${affiliate}::uuid)`;
  const those = (last: readonly string[] | null): Sql =>
    all([
      sql`r.organization_id = ${organizationId} and r.backtest_id = ${id}::uuid`,
      ...given(currency, (code) => sql`r.currency = ${code}`),
      ...(last === null ? [] : [behind(last)]),
    ]);
  return readPage<BacktestRowRecord>(
    session,
    {
      list: 'backtest rows',
      checks: [isCurrencyCode, isWhole, isId],
      positionOf: (row) => [row.currency, row.difference.replace('-', ''), row.affiliateId],
      read: (last, limit) => sql`
        select r.affiliate_id as "affiliateId", a.name as "affiliateName", r.currency, r.before_amount::text as before, r.after_amount::text as after,
          (r.after_amount - r.before_amount)::text as difference, r.changed
        from backtest_row r join affiliate a on a.organization_id = r.organization_id and a.id = r.affiliate_id
        where ${those(last)} order by r.currency, -${size}, r.affiliate_id limit ${limit}`,
    },
    page,
  );
}
