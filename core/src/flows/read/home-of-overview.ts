import type { Overview } from '../../contract/api/overview.ts';
import { homeCurrency } from '../../store/reads/home-currency.ts';
import { type HomeSums, homeSumsOfConversions, homeSumsOfPayments } from '../../store/reads/home-sums.ts';
import type { Mode } from '../../store/reads/conversion-filter.ts';
import {
  type AffiliateSums,
  type DayRow,
  type DaySpan,
  foreignCredited,
  foreignUncredited,
  type Span,
} from '../../store/reads/overview.ts';
import { sql } from '../../store/reads/sql.ts';
import type { Scope, Session } from '../../store/session.ts';
import { addDays, everyDay } from './calendar.ts';
import type { Engine } from '../engine.ts';
import { homeRatesFor } from './home-rates.ts';
import { namedTop } from './top-affiliates.ts';

interface Days {
  readonly from: string;
  readonly to: string;
}

export interface HomeOverviewInput {
  readonly mode: Mode;
  /** Of both periods. */
  readonly whole: DaySpan;
  readonly now: Span;
  readonly period: Days;
  readonly before: Days | null;
  /** All that anything was paid in. */
  readonly currencies: readonly string[];
  /** What was paid in the home currency, which is read already. */
  readonly credited: readonly DayRow[];
  readonly uncredited: readonly { readonly day: string; readonly count: number; readonly amount: string }[];
  readonly people: readonly AffiliateSums[];
}

type Credited = HomeSums & { readonly day: string; readonly sales: number };
type Lost = Pick<HomeSums, 'amount' | 'pending' | 'unavailable'> & { readonly day: string; readonly count: number };

const nothingOpen = { pending: 0, unavailable: 0 } as const;

/** All currencies of an overview in the home currency, each payment at the rate of its own day (X1). Only what was paid in others is converted. */
export async function homeOfOverview(
  engine: Pick<Engine, 'rates'>,
  session: Session,
  scope: Scope,
  { mode, whole, now, period, before, currencies, ...own }: HomeOverviewInput,
): Promise<Overview['home']> {
  const home = await homeCurrency(session, scope);
  const foreign = foreignCredited(scope, mode, whole, home);
  const lost = foreignUncredited(scope, mode, whole, home);
  const day = sql`(c.occurred_at at time zone ${whole.timeZone}::text)::date::text`;
  // Days of rates are UTC's: an organization's own begin and end up to a day earlier or later.
  const utcDays = everyDay(addDays(whole.from, -1), addDays(whole.to, 1));
  const rates = await homeRatesFor(
    engine,
    session,
    home,
    currencies.filter((currency) => currency !== home).flatMap((currency) => utcDays.map((day) => ({ currency, day }))),
  );
  const sales = sql`count(*) filter (where c.type in ('sale', 'renewal') and c.role = 'credit')::int as sales`;
  const days: readonly Credited[] = [
    ...own.credited.map(({ takenBack, ...row }) => ({ ...row, ...nothingOpen, reversedCommission: takenBack })),
    ...(await homeSumsOfConversions<{ readonly day: string; readonly sales: number }>(
      session,
      rates,
      sql`select *, ${day} as day from (${foreign}) c`,
      sql`c.day`,
      sales,
    )),
  ];
  const lostDays: readonly Lost[] = [
    ...own.uncredited.map((row) => ({ ...row, ...nothingOpen })),
    ...(await homeSumsOfPayments<{ readonly day: string; readonly count: number }>(
      session,
      rates,
      sql`select *, ${day} as day from (${lost}) c`,
      sql`c.day`,
      sql`count(*)::int as count`,
    )),
  ];
  const converted = await homeSumsOfConversions<{ readonly affiliateId: string; readonly sales: number }>(
    session,
    rates,
    sql`select *, c.affiliate_id as "affiliateId" from (${foreignCredited(scope, mode, now, home)}) c`,
    sql`c."affiliateId"`,
    sales,
  );
  const people = addedUp(home, [
    ...own.people,
    ...converted.map(({ reversedCommission, ...row }) => ({ ...row, takenBack: reversedCommission })),
  ]);
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
  return {
    currency: home,
    ...sums(period),
    before: before === null ? null : sums(before),
    days: everyDay(period.from, period.to).map((one) => {
      const { sales, amount, commission, takenBack } = sums({ from: one, to: one });
      return { day: one, sales, amount, commission, takenBack };
    }),
    topAffiliates: await namedTop(session, scope, people),
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

/** One row an affiliate. */
const addedUp = (currency: string, rows: readonly Omit<AffiliateSums, 'currency'>[]): readonly AffiliateSums[] =>
  [...Map.groupBy(rows, ({ affiliateId }) => affiliateId)].map(([affiliateId, same]) => ({
    currency,
    affiliateId,
    sales: count(same, (row) => row.sales),
    amount: String(sum(same, ({ amount }) => amount)),
    refundedAmount: String(sum(same, ({ refundedAmount }) => refundedAmount)),
    commission: String(sum(same, ({ commission }) => commission)),
    takenBack: String(sum(same, ({ takenBack }) => takenBack)),
  }));

const sum = <Row>(rows: readonly Row[], of: (row: Row) => string): bigint =>
  rows.reduce((total, row) => total + BigInt(of(row)), 0n);
const count = <Row>(rows: readonly Row[], of: (row: Row) => number): number =>
  rows.reduce((total, row) => total + of(row), 0);
