import type { Scope } from '../session.ts';
import { paymentsKnownAs } from './known-as.ts';
import { all, type Sql, sql } from './sql.ts';

export type Mode = 'live' | 'test';
export type ConversionStatus = 'pending' | 'approved' | 'paid' | 'refunded' | 'denied' | 'merged';

/** What lists, exports and counts of conversions are narrowed by: one grammar for all of them (F92). */
export interface ConversionFilter {
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
  const standing =
    status === undefined
      ? sql`not c.withdrawn`
      : status === 'merged'
        ? sql`c.merged`
        : sql`not c.withdrawn and ${statusSql} = ${status}`;
  return all([
    sql`${matching(scope, filter)} and c.mode = ${mode} and ${standing}`,
    ...(type === undefined ? [] : [sql`c.type = ${type}`]),
  ]);
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
    ...given(q, (id) => sql`c.payment_id = any (${paymentsKnownAs(scope, id)})`),
  ]);
}
