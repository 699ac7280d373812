import type { ConversionType } from '../conversion-type.ts';
import type { Scope, Session } from '../session.ts';
import { type ConversionFilter, type ConversionStatus, matching, type Mode, statusSql } from './conversion-filter.ts';
import { type ForeignSums, foreignSums, type HomeRates, rateDay, rated } from './home-sums.ts';
import { run } from './page.ts';
import { all, among, given, sql } from './sql.ts';
import { conversionsIn, type Summed, summedAtHome } from './summed-periods.ts';

/** Conversions that agree in mode, type, status and currency. Sums are texts of integers: they may pass any number of the language. */
export interface ConversionGroup extends ForeignSums {
  readonly mode: Mode;
  readonly type: ConversionType;
  readonly status: ConversionStatus;
  readonly currency: string | null;
  readonly count: number;
  readonly amount: string;
  readonly refundedAmount: string;
  readonly commission: string;
  readonly reversedCommission: string;
}

type Filter = Omit<ConversionFilter, 'type' | 'status'>;

/** What the sums of days can be narrowed by. */
const ofDays: ReadonlySet<string> = new Set<keyof Filter>(['since', 'until', 'currency']);

/** Whether the sums of days tell the groups of a filter. */
export const areOfDays = (filter: Filter): boolean =>
  Object.entries(filter).every(([name, value]) => value === undefined || ofDays.has(name));

/**
 * Every group of what a filter matches, whatever mode, type or status it asks for: few rows, from which all counts follow. One group may come twice, once
 * of days that are summed up and once of all others.
 */
export async function groupsOfConversions(
  session: Session,
  scope: Scope,
  modes: readonly Mode[],
  filter: Filter,
  summed: Summed,
  rates: HomeRates,
): Promise<readonly ConversionGroup[]> {
  const groups = await Promise.all([
    groupsOfRows(session, scope, modes, filter, summed, rates),
    summed.starts.length === 0 ? [] : groupsOfDays(session, scope, modes, filter, summed),
  ]);
  return groups.flat();
}

async function groupsOfRows(
  session: Session,
  scope: Scope,
  modes: readonly Mode[],
  { since: _since, until: _until, ...filter }: Filter,
  { open }: Summed,
  rates: HomeRates,
): Promise<readonly ConversionGroup[]> {
  const { from, where } = conversionsIn(scope, open);
  return run(
    session,
    sql`select c.mode, c.type, c.status, c.currency, count(*)::int as count, sum(c.amount)::text as amount,
        sum(c.reversed_amount)::text as "refundedAmount", sum(c.commission)::text as commission,
        sum(c.reversed_commission)::text as "reversedCommission", ${foreignSums(rates)}
      from (
        select c.organization_id, c.id, c.mode, c.type, ${statusSql} as status, c.currency, c.amount, c.reversed_amount, c.commission,
          c.reversed_commission, c.several, ${rateDay(rates.currency)} as rate_day
        from ${from} where ${where} and ${matching(scope, filter)} and c.mode = any (${modes}) and (not c.withdrawn or c.merged) offset 0
      ) c ${rated(rates)}
      group by 1, 2, 3, 4`,
  );
}

async function groupsOfDays(
  session: Session,
  { organizationId }: Scope,
  modes: readonly Mode[],
  { currency }: Filter,
  { starts }: Summed,
): Promise<readonly ConversionGroup[]> {
  const those = given(currency, (codes) => among(sql`d.currency`, codes));
  return run(
    session,
    sql`select d.mode, d.type, d.status, d.currency, sum(d.count)::int as count, sum(d.amount)::text as amount, sum(d.refunded)::text as "refundedAmount",
        sum(d.commission)::text as commission, sum(d.reversed)::text as "reversedCommission", ${summedAtHome(sql`d`)}
      from day_sum d where d.organization_id = ${organizationId} and d.starts = any (${starts}::timestamptz[]) and ${all([sql`d.mode = any (${modes})`, ...those])}
      group by 1, 2, 3, 4`,
  );
}
