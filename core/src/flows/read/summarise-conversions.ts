import type { ConversionFilterQuery, ConversionSummary } from '../../contract/api/conversions.ts';
import { conversionTypes } from '../../contract/api/conversions.ts';
import { statuses } from '../../contract/api/tracking.ts';
import { byText } from '../../domain/facts-of.ts';
import { type ConversionGroup, groupsOfConversions } from '../../store/reads/conversion-summary.ts';
import { looking } from '../../store/reads/looking.ts';
import type { Engine } from '../engine.ts';
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
  const { type, status, ...rest } = filterOf(query);
  const groups = await looking(engine.store, viewer, (session) =>
    groupsOfConversions(session, viewer, modesOf(viewer), rest),
  );
  const shown = (group: ConversionGroup): boolean => status === 'merged' || group.status !== 'merged';
  const ofType = (group: ConversionGroup): boolean => type === undefined || group.type === type;
  const ofStatus = (group: ConversionGroup): boolean =>
    status === undefined ? group.status !== 'merged' : group.status === status;
  const here = groups.filter((group) => group.mode === mode);
  const listed = here.filter((group) => ofType(group) && ofStatus(group));
  return {
    asOf: engine.now().toISOString(),
    count: countOf(listed),
    byType: countBy(conversionTypes, here.filter(ofStatus), (group) => group.type),
    byStatus: countBy(statuses, here.filter(ofType), (group) => group.status),
    totals: totalsOf(listed),
    leftOut: {
      tests:
        mode === 'test'
          ? 0
          : countOf(groups.filter((group) => group.mode === 'test' && ofType(group) && ofStatus(group))),
      merged: countOf(here.filter((group) => ofType(group) && !shown(group))),
    },
  };
}

const countOf = (groups: readonly ConversionGroup[]): number => groups.reduce((sum, { count }) => sum + count, 0);

function countBy<const W extends string>(
  words: readonly W[],
  groups: readonly ConversionGroup[],
  wordOf: (group: ConversionGroup) => string,
): Record<W, number> {
  const counts = words.map((word) => [word, countOf(groups.filter((group) => wordOf(group) === word))] as const);
  return Object.fromEntries(counts) as Record<W, number>;
}

/** Never netted across currencies (M4); what has no currency moved no money. */
function totalsOf(groups: readonly ConversionGroup[]): ConversionSummary['totals'] {
  const byCurrency = Map.groupBy(
    groups.filter(({ currency }) => currency !== null),
    ({ currency }) => currency as string,
  );
  const inOrder = [...byCurrency].sort(([a], [b]) => byText(a, b));
  return inOrder.map(([currency, same]) => {
    const sum = (of: (group: ConversionGroup) => string): bigint =>
      same.reduce((total, group) => total + BigInt(of(group)), 0n);
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
