import type { Decision } from '../../domain/stored-fact.ts';
import type { Scope, Session } from '../session.ts';
import type { Mode } from './conversion-filter.ts';
import type { Moments } from './days.ts';
import { type ForeignSums, foreignSumsOfPayments, type HomeRates, rateDay, rated } from './home-sums.ts';
import { paymentsKnownAs } from './known-as.ts';
import { type Paged, type PageQuery, run } from './page.ts';
import { pageOf, type PaymentBasics } from './payment-page.ts';
import { all, among, given, type Sql, sql } from './sql.ts';

/** Of several values any fits. */
export interface PaymentFilter extends Moments {
  readonly kind: 'payment' | 'lead';
  readonly state?: readonly string[];
  readonly reason?: string;
  readonly connectionId?: readonly string[];
  readonly currency?: readonly string[];
  /** Minor units, both inclusive. */
  readonly minAmount?: number;
  readonly maxAmount?: number;
  readonly q?: string;
}

/** Amounts are texts of integers, as the driver reads a bigint. */
export interface PaymentRow extends PaymentBasics {
  readonly kind: 'payment' | 'lead';
  readonly state: string;
  readonly reason: string | null;
  readonly decision: Decision | null;
  readonly currency: string | null;
  readonly amount: string | null;
  readonly reversed: string;
  readonly externalEventId: string | null;
  readonly subscriptionId: string | null;
}

/** Written out, so that the index of tests serves it. */
const modes: Readonly<Record<Mode, Sql>> = { live: sql`p.mode = 'live'`, test: sql`p.mode = 'test'` };

function paymentsThat(scope: Scope, mode: Mode, { state, ...filter }: PaymentFilter): Sql {
  return all([
    sql`${matching(scope, filter)} and ${modes[mode]}`,
    state === undefined ? sql`p.merged_into is null` : among(sql`p.state`, state),
  ]);
}

/** The conditions that are about neither mode nor state, by which payments are counted. */
function matching(scope: Scope, { kind, ...filter }: Omit<PaymentFilter, 'state'>): Sql {
  const { reason, since, until, connectionId, currency, q } = filter;
  return all([
    sql`p.organization_id = ${scope.organizationId} and p.kind = ${kind}`,
    ...given(reason, (code) => sql`p.reason = ${code}`),
    ...given(since, (time) => sql`p.occurred_at >= ${time}`),
    ...given(until, (time) => sql`p.occurred_at < ${time}`),
    ...given(connectionId, (ids) => among(sql`p.connection_id`, ids)),
    ...given(currency, (codes) => among(sql`p.currency`, codes)),
    ...given(filter.minAmount, (least) => sql`p.amount >= ${least}`),
    ...given(filter.maxAmount, (most) => sql`p.amount <= ${most}`),
    ...given(q, (id) => sql`p.id = any (${paymentsKnownAs(scope, id)})`),
  ]);
}

/** Payments that agree in mode, state, reason and currency. Sums are texts of integers. */
export interface PaymentGroup extends ForeignSums {
  readonly mode: Mode;
  readonly state: string;
  readonly merged: boolean;
  readonly reason: string | null;
  readonly currency: string | null;
  readonly count: number;
  readonly amount: string;
  readonly reversed: string;
  /** The same, of each payment at most what it was. */
  readonly refundedAmount: string;
}

/** Every group of what a filter matches of these modes. */
export async function groupsOfPayments(
  session: Session,
  scope: Scope,
  those: readonly Mode[],
  { state, ...filter }: PaymentFilter,
  rates: HomeRates,
): Promise<readonly PaymentGroup[]> {
  const only = given(state, (words) => among(sql`p.state`, words));
  return run(
    session,
    sql`select c.mode, c.state, c.merged, c.reason, c.currency, count(*)::int as count, coalesce(sum(c.amount), 0)::text as amount,
        sum(c.reversed)::text as reversed, coalesce(sum(least(c.reversed, c.amount)), 0)::text as "refundedAmount", ${foreignSumsOfPayments(rates)}
      from (
        select c.mode, c.state, c.merged_into is not null as merged, c.reason, c.currency, c.amount, c.reversed, ${rateDay(rates.currency)} as rate_day
        from (select * from payment p where ${all([matching(scope, filter), sql`p.mode = any (${those})`, ...only])}) c offset 0
      ) c ${rated(rates)}
      group by 1, 2, 3, 4, 5`,
  );
}

/** By when they were learned of: `occurred_at` may be unknown yet. */
export type PaymentOrderName = 'created' | '-created';

/** @throws Problem `invalid_request` for a cursor of another list or order */
export async function pageOfPayments(
  session: Session,
  scope: Scope,
  mode: Mode,
  filter: PaymentFilter,
  order: PaymentOrderName,
  page: PageQuery,
): Promise<Paged<PaymentRow>> {
  const those = paymentsThat(scope, mode, filter);
  const columns = sql`p.kind, p.state, p.reason, p.decision, p.currency, p.amount, p.reversed, p.external_event_id as "externalEventId",
    substr(p.subscription, 38) as "subscriptionId"`;
  return pageOf<PaymentRow>(
    session,
    { list: 'payments', those, columns },
    { name: order, isDown: order === '-created' },
    page,
  );
}
