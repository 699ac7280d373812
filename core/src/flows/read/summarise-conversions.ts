import type { ConversionFilterQuery, ConversionSummary } from '../../contract/api/conversions.ts';
import { conversionTypes } from '../../contract/api/conversions.ts';
import { statuses } from '../../contract/api/tracking.ts';
import { byText } from '../../domain/facts-of.ts';
import { areOfDays, type ConversionGroup, groupsOfConversions } from '../../store/reads/conversion-summary.ts';
import { summing } from '../../store/reads/looking.ts';
import { hull, notSummed, summedPeriods } from '../../store/reads/summed-periods.ts';
import type { Engine } from '../engine.ts';
import { countBy, countOf } from './counting.ts';
import { homeSums, sumOf } from './home-groups.ts';
import { readAtHome } from './home-rates.ts';
import { filterOf } from './list-conversions.ts';
import { modeAsked, modesOf, type Viewer } from './viewer.ts';

/**
 * Counts by type and status and totals per currency of what the list would show (UI, 10), and what they leave out. A count by type is what
 * choosing that type would show, so it ignores the type chosen now; by status likewise.
 *
 * @throws Problem `key_out_of_scope`
 */
export async function summariseConversions(
  engine: Engine,
  viewer: Viewer,
  query: ConversionFilterQuery,
): Promise<ConversionSummary> {
  const mode = modeAsked(viewer, query.isTest);
  const { type, status, ...asked } = query;
  const { currency: home, rows: groups } = await summing(engine.store, viewer, async (session) => {
    const filter = await filterOf(session, viewer, asked);
    const summed = areOfDays(filter)
      ? await summedPeriods(session, viewer, 'day', engine.rates.source, filter)
      : notSummed(filter);
    return readAtHome(engine, session, viewer, hull(summed.open), (rates) =>
      groupsOfConversions(session, viewer, modesOf(viewer), filter, summed, rates),
    );
  });
  const shown = (group: ConversionGroup): boolean => status?.includes('merged') === true || group.status !== 'merged';
  const ofType = (group: ConversionGroup): boolean => type === undefined || type.includes(group.type);
  const ofStatus = (group: ConversionGroup): boolean =>
    status === undefined ? group.status !== 'merged' : status.includes(group.status);
  const here = groups.filter((group) => group.mode === mode);
  const listed = here.filter((group) => ofType(group) && ofStatus(group));
  return {
    asOf: engine.now().toISOString(),
    count: countOf(listed),
    byType: countBy(conversionTypes, here.filter(ofStatus), (group) => group.type),
    byStatus: countBy(statuses, here.filter(ofType), (group) => group.status),
    totals: totalsOf(listed),
    home: homeTotals(home, listed),
    leftOut: {
      tests:
        mode === 'test'
          ? 0
          : countOf(groups.filter((group) => group.mode === 'test' && ofType(group) && ofStatus(group))),
      merged: countOf(here.filter((group) => ofType(group) && !shown(group))),
    },
  };
}

/** Never netted across currencies (M4); what has no currency moved no money. */
function totalsOf(groups: readonly ConversionGroup[]): ConversionSummary['totals'] {
  const byCurrency = Map.groupBy(
    groups.filter(({ currency }) => currency !== null),
    ({ currency }) => currency as string,
  );
  const inOrder = [...byCurrency].sort(([a], [b]) => byText(a, b));
  return inOrder.map(([currency, same]) => {
    const sum = (of: (group: ConversionGroup) => string): bigint => sumOf(same, of);
    return {
      currency,
      count: countOf(same),
      amount: sum((group) => group.amount),
      refundedAmount: sum((group) => group.refundedAmount),
      commission: sum((group) => group.commission),
      reversedCommission: sum((group) => group.reversedCommission),
    };
  });
}

/** Σ over all currencies, each row converted by itself, and what no rate was found for (X1, X2). */
function homeTotals(currency: string, groups: readonly ConversionGroup[]): ConversionSummary['home'] {
  const sums = groups.map((group) => homeSums(currency, group));
  const count = (of: (one: (typeof sums)[number]) => number): number => sums.reduce((total, one) => total + of(one), 0);
  return {
    currency,
    amount: sumOf(sums, ({ amount }) => amount),
    refundedAmount: sumOf(sums, ({ refundedAmount }) => refundedAmount),
    commission: sumOf(sums, ({ commission }) => commission),
    reversedCommission: sumOf(sums, ({ reversedCommission }) => reversedCommission),
    leftOut: { pending: count(({ pending }) => pending), unavailable: count(({ unavailable }) => unavailable) },
  };
}
