import type { Scope } from '../session.ts';
import { paymentsKnownAs } from './known-as.ts';
import { all, type Sql, sql } from './sql.ts';
import { hasSubId, type SubIdName, subIdNames } from './sub-ids.ts';

export type Mode = 'live' | 'test';
export type ConversionStatus = 'pending' | 'approved' | 'paid' | 'refunded' | 'denied' | 'merged';

/** What lists, exports and counts of conversions are narrowed by: one grammar for all of them (F92). */
export interface ConversionFilter extends Readonly<Partial<Record<SubIdName, string>>> {
  readonly affiliateId?: string;
  readonly campaignId?: string;
  readonly type?: string;
  /** Merged conversions are left out unless asked for. */
  readonly status?: ConversionStatus;
  /** Inclusive, on `occurred_at` (I4). */
  readonly since?: string;
  /** Exclusive. */
  readonly until?: string;
  readonly method?: string;
  /** Upper case (I5). */
  readonly couponCode?: string;
  /** Any id it is known by. */
  readonly q?: string;
}

/** The status of conversion `c`, by the database's clock. */
export const statusSql: Sql = sql`conversion_status(c.merged, c.denied, c.amount, c.reversed_amount, c.commission - c.reversed_commission, c.paid, c.payable_at)`;

/** Conditions on a conversion `c`. Withdrawn ones are history: only those of merged payments are ever listed. */
export function conversionsThat(scope: Scope, mode: Mode, { type, status, ...filter }: ConversionFilter): Sql {
  return all([
    sql`${matching(scope, filter)} and ${modes[mode]} and ${status === undefined ? sql`not c.withdrawn` : standing(status)}`,
    ...(type === undefined ? [] : [sql`c.type = ${type}`]),
  ]);
}

/** Written out, so that the index of tests serves it. */
const modes: Readonly<Record<Mode, Sql>> = { live: sql`c.mode = 'live'`, test: sql`c.mode = 'test'` };

/** `conversion_status` decides in this order; the rare ones are written out for the indexes they have. */
function standing(status: ConversionStatus): Sql {
  if (status === 'merged') return sql`c.merged`;
  if (status === 'denied') return sql`not c.withdrawn and c.denied and not c.merged`;
  return sql`not c.withdrawn and ${statusSql} = ${status}`;
}

/** The conditions that are about neither mode, type nor status, by which conversions are counted. */
export function matching(scope: Scope, filter: Omit<ConversionFilter, 'type' | 'status'>): Sql {
  const { affiliateId, campaignId, since, until, method, couponCode, q } = filter;
  const given = (value: string | undefined, condition: (value: string) => Sql): readonly Sql[] =>
    value === undefined ? [] : [condition(value)];
  return all([
    sql`c.organization_id = ${scope.organizationId}`,
    ...given(affiliateId, (id) => sql`c.affiliate_id = ${id}`),
    ...given(campaignId, (id) => sql`c.campaign_id = ${id}`),
    ...given(since, (time) => sql`c.occurred_at >= ${time}`),
    ...given(until, (time) => sql`c.occurred_at < ${time}`),
    ...given(method, (word) => sql`c.method = ${word}`),
    ...given(couponCode, (code) => sql`c.coupon_code = ${code}`),
    ...subIdNames.flatMap((name) => given(filter[name], (value) => hasSubId(name, value))),
    ...given(q, (id) => sql`c.payment_id = any (${paymentsKnownAs(scope, id)})`),
  ]);
}
