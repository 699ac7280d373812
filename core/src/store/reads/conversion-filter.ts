import type { Scope } from '../session.ts';
import type { Moments } from './days.ts';
import { paymentsKnownAs } from './known-as.ts';
import { all, among, given, type Sql, sql } from './sql.ts';
import { hasSubId, type SubIdName, subIdNames } from './sub-ids.ts';

export type Mode = 'live' | 'test';
export type ConversionStatus = 'pending' | 'approved' | 'paid' | 'refunded' | 'denied' | 'merged';

/** What lists, exports and counts of conversions are narrowed by: one grammar for all of them (F92). Of several values any fits. */
export interface ConversionFilter extends Moments, Readonly<Partial<Record<SubIdName, string>>> {
  readonly affiliateId?: readonly string[];
  readonly campaignId?: readonly string[];
  readonly type?: readonly string[];
  /** Merged conversions are left out unless asked for. */
  readonly status?: readonly ConversionStatus[];
  readonly method?: readonly string[];
  /** Upper case (I5). */
  readonly couponCode?: string;
  readonly connectionId?: readonly string[];
  readonly currency?: readonly string[];
  /** Minor units, both inclusive. */
  readonly minAmount?: number;
  readonly maxAmount?: number;
  /** Any id it is known by. */
  readonly q?: string;
}

/** The status of conversion `c`, by the database's clock. */
export const statusSql: Sql = sql`conversion_status(c.merged, c.denied, c.returned, c.commission - c.reversed_commission, c.paid, c.payable_at)`;

/** Conditions on a conversion `c`. Withdrawn ones are history: only those of merged payments are ever listed. */
export function conversionsThat(scope: Scope, mode: Mode, { type, status, ...filter }: ConversionFilter): Sql {
  return all([
    sql`${matching(scope, filter)} and ${modes[mode]} and ${status === undefined ? sql`not c.withdrawn` : standing(status)}`,
    ...given(type, (words) => among(sql`c.type`, words)),
  ]);
}

/** Written out, so that the index of tests serves it. */
const modes: Readonly<Record<Mode, Sql>> = { live: sql`c.mode = 'live'`, test: sql`c.mode = 'test'` };

/** `conversion_status` decides in this order; the rare ones are written out for the indexes they have. */
function standing(statuses: readonly ConversionStatus[]): Sql {
  const [status] = statuses;
  if (statuses.length > 1) {
    const others = sql`not c.withdrawn and ${statusSql} = any (${statuses})`;
    return statuses.includes('merged') ? sql`(c.merged or ${others})` : others;
  }
  if (status === 'merged') return sql`c.merged`;
  if (status === 'paid') return sql`not c.withdrawn and c.paid > 0 and ${statusSql} = 'paid'`;
  if (status === 'refunded') return sql`not c.withdrawn and c.returned and ${statusSql} = 'refunded'`;
  if (status === 'denied') return sql`not c.withdrawn and c.denied and not c.merged`;
  return sql`not c.withdrawn and ${statusSql} = ${status}`;
}

/** The conditions that are about neither mode, type nor status, by which conversions are counted. */
export function matching(scope: Scope, filter: Omit<ConversionFilter, 'type' | 'status'>): Sql {
  const { affiliateId, campaignId, since, until, method, couponCode, connectionId, currency, q } = filter;
  return all([
    sql`c.organization_id = ${scope.organizationId}`,
    ...given(affiliateId, (ids) => among(sql`c.affiliate_id`, ids)),
    ...given(campaignId, (ids) => among(sql`c.campaign_id`, ids)),
    ...given(since, (time) => sql`c.occurred_at >= ${time}`),
    ...given(until, (time) => sql`c.occurred_at < ${time}`),
    ...given(method, (words) => among(sql`c.method`, words)),
    ...given(couponCode, (code) => sql`c.coupon_code = ${code}`),
    ...subIdNames.flatMap((name) => given(filter[name], (value) => hasSubId(name, value))),
    ...given(connectionId, (ids) => among(sql`c.connection_id`, ids)),
    ...given(currency, (codes) => among(sql`c.currency`, codes)),
    ...given(filter.minAmount, (least) => sql`c.amount >= ${least}`),
    ...given(filter.maxAmount, (most) => sql`c.amount <= ${most}`),
    ...given(q, (id) => sql`c.payment_id = any (${paymentsKnownAs(scope, id)})`),
  ]);
}
