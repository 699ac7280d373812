import type { ConversionType } from '../conversion-type.ts';
import type { Scope, Session } from '../session.ts';
import { type ConversionFilter, type ConversionStatus, matching, type Mode, statusSql } from './conversion-filter.ts';
import { type ForeignSums, foreignSums, type HomeRates, rateDay, rated } from './home-sums.ts';
import { run } from './page.ts';
import { sql } from './sql.ts';

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

/** Every group of what a filter matches, whatever mode, type or status it asks for: few rows, from which all counts follow. */
export async function groupsOfConversions(
  session: Session,
  scope: Scope,
  modes: readonly Mode[],
  filter: Omit<ConversionFilter, 'type' | 'status'>,
  rates: HomeRates,
): Promise<readonly ConversionGroup[]> {
  return run(
    session,
    sql`select c.mode, c.type, c.status, c.currency, count(*)::int as count, sum(c.amount)::text as amount,
        sum(c.reversed_amount)::text as "refundedAmount", sum(c.commission)::text as commission,
        sum(c.reversed_commission)::text as "reversedCommission", ${foreignSums(rates)}
      from (
        select c.organization_id, c.id, c.mode, c.type, ${statusSql} as status, c.currency, c.amount, c.reversed_amount, c.commission,
          c.reversed_commission, c.several, ${rateDay(rates.currency)} as rate_day
        from conversion c where ${matching(scope, filter)} and c.mode = any (${modes}) and (not c.withdrawn or c.merged) offset 0
      ) c ${rated(rates)}
      group by 1, 2, 3, 4`,
  );
}
