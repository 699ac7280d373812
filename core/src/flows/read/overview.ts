import type { Overview, OverviewQuery } from '../../contract/api/overview.ts';
import { Problem } from '../../contract/errors.ts';
import { byText } from '../../domain/facts-of.ts';
import { boundsOf } from '../../store/reads/days.ts';
import { summing } from '../../store/reads/looking.ts';
import { creditedMost } from '../../store/reads/credited-most.ts';
import { creditedByDay, type DaySpan, uncreditedIn } from '../../store/reads/overview.ts';
import { hull, notSummed, summedPeriods } from '../../store/reads/summed-periods.ts';
import { type Waiting, whatWaits } from '../../store/reads/what-waits.ts';
import { type Alerts, readAlerts } from '../alerts.ts';
import type { Engine } from '../engine.ts';
import { addDays, dayIn, daysBetween } from './calendar.ts';
import { readAtHome } from './home-rates.ts';
import { type Days, daysIn } from './overview-days.ts';
import { namedTop, peopleAtHome } from './top-affiliates.ts';
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
  return summing(engine.store, viewer, async (session) => {
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
    const { source } = engine.rates;
    const days = await summedPeriods(session, viewer, 'day', source, whole);
    // Sums of months are of what is live.
    const months = mode === 'live' ? await summedPeriods(session, viewer, 'month', source, now) : notSummed(now);
    const compared = { ...whole, comparedUntil: now.since };
    // Each is read while the database works on the next.
    const [{ currency: home, rows: everybody }, { rows: most }, { rows: uncredited }, waiting, alerts] =
      await Promise.all([
        readAtHome(engine, session, viewer, hull(days.open), (rates) =>
          creditedByDay(session, viewer, mode, compared, days, rates),
        ),
        readAtHome(engine, session, viewer, hull(months.open), (rates) =>
          creditedMost(session, viewer, mode, now, months, rates),
        ),
        readAtHome(engine, session, viewer, whole, (rates) =>
          uncreditedIn(session, viewer, mode, { ...compared, told: period.from }, rates),
        ),
        whatWaits(session, viewer, mode, modesOf(viewer)),
        readAlerts(engine, session, viewer, mode),
      ]);
    const people = most.flatMap(({ affiliateId, ...row }) => (affiliateId === null ? [] : [{ affiliateId, ...row }]));
    const credited = everybody.filter((row) => row.mode === mode);
    const currencies = [...new Set([...credited, ...uncredited].flatMap(({ currency }) => currency ?? []))].sort(
      byText,
    );
    const inCurrency = currencies.map((currency) => {
      const of = (row: { readonly currency: string | null }): boolean => row.currency === currency;
      return { currency, days: daysIn(currency, credited.filter(of), uncredited.filter(of)) };
    });
    const atHome = daysIn(home, credited, uncredited);
    const { leftOut, ...homeTotal } = atHome.over(period);
    const leads = ({ from, to }: Days): number =>
      credited.filter(({ day }) => day >= from && day <= to).reduce((total, row) => total + row.leads, 0);
    const tests = everybody.filter(({ mode, day }) => mode === 'test' && day >= period.from && day <= period.to);
    const lost = inCurrency.reduce((total, { days }) => total + days.over(period).notCredited, 0);
    return {
      asOf: engine.now().toISOString(),
      timeZone,
      period,
      before,
      totals: inCurrency.map(({ currency, days }) => ({
        currency,
        ...told(days.over(period)),
        before: before && told(days.over(before)),
      })),
      home: {
        currency: home,
        ...homeTotal,
        before: before && told(atHome.over(before)),
        days: atHome.each(period),
        topAffiliates: await namedTop(session, viewer, peopleAtHome(home, people)),
        leftOut,
      },
      leads: { count: leads(period), before: before === null ? null : leads(before) },
      series: inCurrency.map(({ currency, days }) => ({ currency, days: days.each(period) })),
      topAffiliates: await namedTop(session, viewer, people),
      needs: needsOf(waiting, alerts, lost, period),
      leftOut: { tests: mode === 'test' ? 0 : countOf(tests) },
    };
  });
}

const told = ({ leftOut: _leftOut, ...sums }: ReturnType<ReturnType<typeof daysIn>['over']>) => sums;

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
