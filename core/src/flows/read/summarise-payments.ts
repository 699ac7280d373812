import { paymentStates } from '../../contract/api/facts.ts';
import type { PaymentFilterQuery, PaymentSummary } from '../../contract/api/records.ts';
import { byText } from '../../domain/facts-of.ts';
import { withMoments } from '../../store/reads/days.ts';
import { summing } from '../../store/reads/looking.ts';
import { homeCurrency } from '../../store/reads/home-currency.ts';
import { groupsOfPayments, type PaymentGroup } from '../../store/reads/payments.ts';
import type { Engine } from '../engine.ts';
import { countBy, countOf } from './counting.ts';
import { homeSums, sumOf } from './home-groups.ts';
import { type AtHome, readAtHome } from './home-rates.ts';
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
  const { currency: home, rows: groups } = await summing(
    engine.store,
    viewer,
    async (session): Promise<AtHome<PaymentGroup>> => {
      if (filter === null) return { currency: await homeCurrency(session, viewer), rows: [] };
      const those = await withMoments(session, viewer, only);
      return readAtHome(engine, session, viewer, those, (rates) =>
        groupsOfPayments(session, viewer, modesOf(viewer), those, rates),
      );
    },
  );
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
    home: homeTotals(home, listed),
    leftOut: {
      tests: mode === 'test' ? 0 : countOf(groups.filter((group) => group.mode === 'test' && ofState(group))),
      merged: state === undefined ? countOf(here.filter(({ merged }) => merged)) : 0,
    },
  };
}

/** Each payment converted by itself, what went back of it at the same rate (X1). */
function homeTotals(currency: string, groups: readonly PaymentGroup[]): PaymentSummary['home'] {
  const sums = groups
    .filter((group) => group.currency !== null)
    .map((group) => homeSums(currency, { ...group, commission: '0', reversedCommission: '0' }));
  return {
    currency,
    amount: sumOf(sums, ({ amount }) => amount),
    reversed: sumOf(sums, ({ refundedAmount }) => refundedAmount),
    leftOut: {
      pending: sums.reduce((total, { pending }) => total + pending, 0),
      unavailable: sums.reduce((total, { unavailable }) => total + unavailable, 0),
    },
  };
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
