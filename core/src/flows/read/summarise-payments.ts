import { paymentStates } from '../../contract/api/facts.ts';
import type { PaymentFilterQuery, PaymentSummary } from '../../contract/api/records.ts';
import { byText } from '../../domain/facts-of.ts';
import { withMoments } from '../../store/reads/days.ts';
import { looking } from '../../store/reads/looking.ts';
import { homeCurrency } from '../../store/reads/home-currency.ts';
import { homeSumsOfPayments } from '../../store/reads/home-sums.ts';
import { groupsOfPayments, type PaymentGroup, paymentsOfGroups } from '../../store/reads/payments.ts';
import { type Sql, sql } from '../../store/reads/sql.ts';
import type { Session } from '../../store/session.ts';
import type { Engine } from '../engine.ts';
import { countBy, countOf } from './counting.ts';
import { homeRatesOf } from './home-rates.ts';
import { paymentFilterOf } from './list-payments.ts';
import { modeAsked, modesOf, type Viewer } from './viewer.ts';

/**
 * Counts by state and reason and totals per currency of what the list would show, and what they leave out. A count by state ignores the state
 * chosen now; `unattributed` is another list and stays.
 *
 * @throws Problem `key_out_of_scope`
 */
export async function summarisePayments(
  engine: Engine,
  viewer: Viewer,
  query: PaymentFilterQuery,
): Promise<PaymentSummary> {
  const mode = modeAsked(viewer, query.isTest);
  const filter = paymentFilterOf(query);
  const { state, ...rest } = filter ?? { kind: query.kind, state: [] };
  const only = query.unattributed ? { ...rest, state: ['uncredited'] } : rest;
  const { groups, home } = await looking(engine.store, viewer, async (session) => {
    if (filter === null) return { groups: [], home: await homeOfNothing(session, viewer) };
    const groups = await groupsOfPayments(session, viewer, modesOf(viewer), await withMoments(session, viewer, only));
    const listed = paymentsOfGroups(viewer, mode, await withMoments(session, viewer, filter));
    return { groups, home: await homeOf(engine, session, viewer, listed) };
  });
  const ofState = (group: PaymentGroup): boolean =>
    state === undefined ? !group.merged : (state as readonly string[]).includes(group.state);
  const here = groups.filter((group) => group.mode === mode);
  const listed = here.filter(ofState);
  return {
    asOf: engine.now().toISOString(),
    count: countOf(listed),
    byState: countBy(paymentStates, here, (group) => group.state),
    byReason: reasonsOf(listed),
    totals: totalsOf(listed),
    home,
    leftOut: {
      tests: mode === 'test' ? 0 : countOf(groups.filter((group) => group.mode === 'test' && ofState(group))),
      merged: state === undefined ? countOf(here.filter(({ merged }) => merged)) : 0,
    },
  };
}

const nothing = { amount: 0n, reversed: 0n, leftOut: { pending: 0, unavailable: 0 } };

const homeOfNothing = async (session: Session, viewer: Viewer): Promise<PaymentSummary['home']> => ({
  currency: await homeCurrency(session, viewer),
  ...nothing,
});

/** Each payment converted by itself, what went back of it at the same rate (X1). */
async function homeOf(engine: Engine, session: Session, viewer: Viewer, rows: Sql): Promise<PaymentSummary['home']> {
  const rates = await homeRatesOf(engine, session, viewer, rows);
  const [sums] = await homeSumsOfPayments(session, rates, rows, sql`c.mode`);
  if (sums === undefined) return { currency: rates.currency, ...nothing };
  const { amount, refundedAmount, pending, unavailable } = sums;
  const leftOut = { pending, unavailable };
  return { currency: rates.currency, amount: BigInt(amount), reversed: BigInt(refundedAmount), leftOut };
}

const reasonsOf = (groups: readonly PaymentGroup[]): PaymentSummary['byReason'] =>
  [...Map.groupBy(groups, ({ reason }) => reason)]
    .map(([reason, same]) => ({ reason, count: countOf(same) }))
    .sort((a, b) => b.count - a.count || byText(a.reason ?? '', b.reason ?? ''));

/** Never netted across currencies (M4). */
const totalsOf = (groups: readonly PaymentGroup[]): PaymentSummary['totals'] =>
  [...Map.groupBy(groups, ({ currency }) => currency)]
    .flatMap(([currency, same]) => (currency === null ? [] : [{ currency, same }]))
    .sort((a, b) => byText(a.currency, b.currency))
    .map(({ currency, same }) => ({
      currency,
      count: countOf(same),
      amount: same.reduce((sum, { amount }) => sum + BigInt(amount), 0n),
      reversed: same.reduce((sum, { reversed }) => sum + BigInt(reversed), 0n),
    }));
