import type { Overview } from '../../contract/api/overview.ts';
import { affiliateNames } from '../../store/backtest.ts';
import { type HomeSums, homeSumsOfConversions, homeSumsOfPayments } from '../../store/reads/home-sums.ts';
import type { Mode } from '../../store/reads/conversion-filter.ts';
import { creditedRows, type Span, uncreditedRows } from '../../store/reads/overview.ts';
import { sql } from '../../store/reads/sql.ts';
import type { Scope, Session } from '../../store/session.ts';
import { everyDay } from './calendar.ts';
import type { Engine } from '../engine.ts';
import { homeRatesOf } from './home-rates.ts';

interface Days {
  readonly from: string;
  readonly to: string;
}

export interface HomeOverviewInput {
  readonly mode: Mode;
  readonly timeZone: string;
  /** Of both periods. */
  readonly whole: Span;
  readonly now: Span;
  readonly period: Days;
  readonly before: Days | null;
}

type Credited = HomeSums & { readonly day: string; readonly sales: number };
type Lost = Pick<HomeSums, 'amount' | 'pending' | 'unavailable'> & { readonly day: string; readonly count: number };

/** All currencies of an overview in the home currency, each payment at the rate of its own day (X1). */
export async function homeOfOverview(
  engine: Pick<Engine, 'rates'>,
  session: Session,
  scope: Scope,
  { mode, timeZone, whole, now, period, before }: HomeOverviewInput,
): Promise<Overview['home']> {
  const credited = creditedRows(scope, mode, whole);
  const lost = uncreditedRows(scope, mode, whole);
  const day = sql`(c.occurred_at at time zone ${timeZone}::text)::date::text`;
  const rates = await homeRatesOf(engine, session, scope, credited);
  const lostRates = await homeRatesOf(engine, session, scope, lost);
  const days = await homeSumsOfConversions<Credited>(
    session,
    rates,
    sql`select *, ${day} as day from (${credited}) c`,
    sql`c.day`,
    sql`count(*) filter (where c.type in ('sale', 'renewal'))::int as sales`,
  );
  const lostDays = await homeSumsOfPayments<Lost>(
    session,
    lostRates,
    sql`select *, ${day} as day from (${lost}) c`,
    sql`c.day`,
    sql`count(*)::int as count`,
  );
  const people = await homeSumsOfConversions<HomeSums & { readonly affiliateId: string; readonly sales: number }>(
    session,
    rates,
    sql`select *, c.affiliate_id as "affiliateId" from (${creditedRows(scope, mode, now)}) c`,
    sql`c."affiliateId"`,
    sql`count(*) filter (where c.type in ('sale', 'renewal'))::int as sales`,
  );
  const top = people.toSorted((a, b) => sign(kept(b) - kept(a))).slice(0, 5);
  const names = await affiliateNames(
    session,
    scope,
    top.map(({ affiliateId }) => affiliateId),
  );
  const sums = (span: Days) => {
    const within = <Row extends { readonly day: string }>(rows: readonly Row[]): readonly Row[] =>
      rows.filter((row) => row.day >= span.from && row.day <= span.to);
    const [sold, missed] = [within(days), within(lostDays)];
    return {
      ...totalsOf(sold),
      notCredited: count(missed, (row) => row.count),
      notCreditedAmount: sum(missed, ({ amount }) => amount),
    };
  };
  const open = [...days, ...lostDays].filter((row) => row.day >= period.from && row.day <= period.to);
  const { currency } = rates;
  return {
    currency,
    ...sums(period),
    before: before === null ? null : sums(before),
    days: everyDay(period.from, period.to).map((one) => {
      const { sales, amount, commission, takenBack } = sums({ from: one, to: one });
      return { day: one, sales, amount, commission, takenBack };
    }),
    topAffiliates: top.map((row) => {
      const { sales, amount, commission, takenBack } = totalsOf([row]);
      const affiliateName = names.get(row.affiliateId) ?? '';
      return { currency, affiliateId: row.affiliateId, affiliateName, sales, amount, commission, takenBack };
    }),
    leftOut: {
      pending: count(open, ({ pending }) => pending),
      unavailable: count(open, ({ unavailable }) => unavailable),
    },
  };
}

const totalsOf = (rows: readonly (HomeSums & { readonly sales: number })[]) => ({
  sales: count(rows, ({ sales }) => sales),
  amount: sum(rows, ({ amount }) => amount),
  refundedAmount: sum(rows, ({ refundedAmount }) => refundedAmount),
  commission: sum(rows, ({ commission }) => commission),
  takenBack: sum(rows, ({ reversedCommission }) => reversedCommission),
});

const kept = ({ commission, reversedCommission }: HomeSums): bigint => BigInt(commission) - BigInt(reversedCommission);
const sign = (difference: bigint): number => (difference > 0n ? 1 : difference < 0n ? -1 : 0);

const sum = <Row>(rows: readonly Row[], of: (row: Row) => string): bigint =>
  rows.reduce((total, row) => total + BigInt(of(row)), 0n);
const count = <Row>(rows: readonly Row[], of: (row: Row) => number): number =>
  rows.reduce((total, row) => total + of(row), 0);
