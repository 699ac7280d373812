import type { Overview, OverviewQuery } from '../../contract/api/overview.ts';
import { Problem } from '../../contract/errors.ts';
import { byText } from '../../domain/facts-of.ts';
import { boundsOf } from '../../store/reads/days.ts';
import { homeCurrency } from '../../store/reads/home-currency.ts';
import { looking } from '../../store/reads/looking.ts';
import {
  creditedByDay,
  type DaySpan,
  sumsOfAffiliates,
  uncreditedByDay,
  type Waiting,
  whatWaits,
} from '../../store/reads/overview.ts';
import { type Alerts, readAlerts } from '../alerts.ts';
import type { Engine } from '../engine.ts';
import { addDays, dayIn, daysBetween, everyDay } from './calendar.ts';
import { namedTop } from './top-affiliates.ts';
import { homeOfOverview } from './home-of-overview.ts';
import { modeAsked, modesOf, type Viewer } from './viewer.ts';

const mostDays = 366;
const usualDays = 30;

/**
 * What a brand sees first: totals against the days before, a series, who earned most, and what somebody should look at.
 *
 * @throws Problem `invalid_request` for days that lie the wrong way round or too far apart, `key_out_of_scope`
 */
export async function readOverview(engine: Engine, viewer: Viewer, query: OverviewQuery): Promise<Overview> {
  const mode = modeAsked(viewer, query.isTest);
  return looking(engine.store, viewer, async (session) => {
    const { timeZone } = await boundsOf(session, viewer, {});
    const period = periodOf(query, dayIn(timeZone, engine.now()));
    const length = daysBetween(period.from, period.to);
    const before = query.compare ? { from: addDays(period.from, -length), to: addDays(period.from, -1) } : null;
    const span = async ({ from, to }: Days): Promise<DaySpan> => {
      const { since, until } = await boundsOf(session, viewer, { from, to });
      return { since: since ?? '', until: until ?? '', from, to, timeZone };
    };
    const now = await span(period);
    const whole = before === null ? now : await span({ from: before.from, to: period.to });
    const [credited, uncredited, people, waiting, alerts] = await Promise.all([
      creditedByDay(session, viewer, whole),
      uncreditedByDay(session, viewer, mode, whole),
      sumsOfAffiliates(session, viewer, mode, now),
      whatWaits(session, viewer, mode, modesOf(viewer)),
      readAlerts(engine, session, viewer, mode),
    ]);
    const rows = credited.filter((row) => row.mode === mode);
    const currencies = [...new Set([...rows, ...uncredited].flatMap(({ currency }) => currency ?? []))].sort(byText);
    const within = ({ from, to }: Days, day: string): boolean => day >= from && day <= to;
    const sums = (currency: string, days: Days) => {
      const sales = rows.filter((row) => row.currency === currency && within(days, row.day));
      const lost = uncredited.filter((row) => row.currency === currency && within(days, row.day));
      return {
        sales: sales.reduce((total, row) => total + row.sales, 0),
        amount: sum(sales, ({ amount }) => amount),
        refundedAmount: sum(sales, ({ refundedAmount }) => refundedAmount),
        commission: sum(sales, ({ commission }) => commission),
        takenBack: sum(sales, ({ takenBack }) => takenBack),
        notCredited: countOf(lost),
        notCreditedAmount: sum(lost, ({ amount }) => amount),
      };
    };
    const leads = (days: Days): number =>
      rows.filter(({ day }) => within(days, day)).reduce((total, row) => total + row.leads, 0);
    const tests = credited.filter((row) => row.mode === 'test' && within(period, row.day));
    const daysOf = (currency: string) =>
      everyDay(period.from, period.to).map((day) => {
        const { sales, amount, commission, takenBack } = sums(currency, { from: day, to: day });
        return { day, sales, amount, commission, takenBack };
      });
    const ranked = await namedTop(session, viewer, people);
    const compared = (currency: string) => (before === null ? null : sums(currency, before));
    const own = await homeCurrency(session, viewer);
    // Where all of it was paid in the home currency, nothing has to be converted, nor read again.
    const home = currencies.every((currency) => currency === own)
      ? {
          currency: own,
          ...sums(own, period),
          before: compared(own),
          days: daysOf(own),
          topAffiliates: ranked,
          leftOut: { pending: 0, unavailable: 0 },
        }
      : await homeOfOverview(engine, session, viewer, {
          mode,
          whole,
          now,
          period,
          before,
          currencies,
          credited: rows.filter(({ currency }) => currency === own),
          uncredited: uncredited.filter(({ currency }) => currency === own),
          people: people.filter(({ currency }) => currency === own),
        });
    return {
      asOf: engine.now().toISOString(),
      timeZone,
      period,
      before,
      totals: currencies.map((currency) => ({ currency, ...sums(currency, period), before: compared(currency) })),
      home,
      leads: { count: leads(period), before: before === null ? null : leads(before) },
      series: currencies.map((currency) => ({ currency, days: daysOf(currency) })),
      topAffiliates: ranked,
      needs: needsOf(waiting, alerts, countOf(uncredited.filter(({ day }) => within(period, day))), period),
      leftOut: { tests: mode === 'test' ? 0 : countOf(tests) },
    };
  });
}

interface Days {
  readonly from: string;
  readonly to: string;
}

function periodOf({ from: first, to: last }: OverviewQuery, today: string): Days {
  const to = last ?? today;
  const from = first ?? addDays(to, 1 - usualDays);
  const length = daysBetween(from, to);
  if (length < 1) throw wrong('/from', 'lies behind to');
  if (length > mostDays) throw wrong('/from', `lies more than ${mostDays} days before to`);
  if (from < '1972-01-01') throw wrong('/from', 'is too long ago');
  return { from, to };
}

const wrong = (path: string, message: string): Problem =>
  new Problem('invalid_request', `In the query: ${path} ${message}.`, { errors: [{ in: 'query', path, message }] });

/** The most urgent first: what keeps sales from being seen, then what keeps them from being credited. */
function needsOf(waiting: Waiting, alerts: Alerts, unattributed: number, { from, to }: Days): Overview['needs'] {
  const { parked, quarantined, troubled, failed, withoutRate, pendingEnrollments, awaitingLeads } = waiting;
  const states = 'parked,quarantined';
  const all: Overview['needs'] = [
    { code: 'parked_deliveries', count: parked, list: 'inbox', filters: { state: 'parked' } },
    { code: 'quarantined_deliveries', count: quarantined, list: 'inbox', filters: { state: 'quarantined' } },
    {
      code: 'connections_in_trouble',
      count: troubled.length,
      list: 'inbox',
      filters: { state: states, connectionId: troubled.join(',') },
    },
    { code: 'quiet_connections', count: alerts.quiet.length, list: 'connections', filters: {} },
    { code: 'missing_events', count: alerts.missingEvents.length, list: 'connections', filters: {} },
    { code: 'failing_backfills', count: alerts.failingBackfills.length, list: 'connections', filters: {} },
    { code: 'refunds_waiting', count: alerts.refunds, list: 'payments', filters: { state: 'waiting' } },
    {
      code: 'data_requests',
      count: alerts.dataRequests,
      list: 'inbox',
      filters: { state: 'ignored', type: 'customers/data_request' },
    },
    { code: 'failed_payments', count: failed, list: 'payments', filters: { state: 'failed' } },
    { code: 'payments_without_rate', count: withoutRate, list: 'payments', filters: { state: 'no_rate' } },
    {
      code: 'unattributed_payments',
      count: unattributed,
      list: 'payments',
      filters: { unattributed: 'true', from, to },
    },
    { code: 'leads_awaiting_validation', count: awaitingLeads, list: 'leads', filters: { state: 'awaiting' } },
    { code: 'pending_applications', count: pendingEnrollments, list: 'enrollments', filters: { status: 'pending' } },
  ];
  return all.filter(({ count }) => count > 0);
}

const countOf = (rows: readonly { readonly count: number }[]): number =>
  rows.reduce((total, { count }) => total + count, 0);

const sum = <Row>(rows: readonly Row[], of: (row: Row) => string): bigint =>
  rows.reduce((total, row) => total + BigInt(of(row)), 0n);
