import type { ConversionType } from '../conversion-type.ts';
import type { Scope, Session } from '../session.ts';
import { type ConversionFilter, type ConversionStatus, matching, type Mode, statusSql } from './conversion-filter.ts';
import { run } from './page.ts';
import { type Sql, sql } from './sql.ts';

/** Conversions that agree in mode, type, status and currency. Sums are texts of integers: they may pass any number of the language. */
export interface ConversionGroup {
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
): Promise<readonly ConversionGroup[]> {
  // The inner select is kept apart: a planner that looks through it takes every status for another one, and sorts where it could hash.
  return run(
    session,
    sql`select c.mode, c.type, c.status, c.currency, count(*)::int as count, sum(c.amount)::text as amount,
        sum(c.reversed_amount)::text as "refundedAmount", sum(c.commission)::text as commission,
        sum(c.reversed_commission)::text as "reversedCommission"
      from (
        select c.mode, c.type, ${statusSql} as status, c.currency, c.amount, c.reversed_amount, c.commission, c.reversed_commission
        from conversion c where ${matching(scope, filter)} and c.mode = any (${modes}) and (not c.withdrawn or c.merged) offset 0
      ) c
      group by 1, 2, 3, 4`,
  );
}

/** The same conversions as rows, for sums in the home currency. */
export const conversionsOfGroups = (
  scope: Scope,
  modes: readonly Mode[],
  filter: Omit<ConversionFilter, 'type' | 'status'>,
): Sql => sql`
  select c.organization_id, c.id, c.mode, c.type, ${statusSql} as status, c.currency, c.occurred_at, c.amount, c.reversed_amount, c.commission,
    c.reversed_commission
  from conversion c where ${matching(scope, filter)} and c.mode = any (${modes}) and (not c.withdrawn or c.merged) offset 0`;
