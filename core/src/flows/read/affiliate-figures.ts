import type { AffiliateFigures, AffiliateFiguresList, AffiliateFiguresQuery } from '../../contract/api/affiliates.ts';
import {
  countedClicks,
  type EarnedRow,
  earnedBy,
  type FiguresFilter,
  pendingOf,
} from '../../store/reads/affiliate-figures.ts';
import { summing } from '../../store/reads/looking.ts';
import { hull, summedPeriods } from '../../store/reads/summed-periods.ts';
import type { Session } from '../../store/session.ts';
import type { Engine } from '../engine.ts';
import { homeSums } from './home-groups.ts';
import { readAtHome } from './home-rates.ts';
import { maySee, modesOf, type Viewer } from './viewer.ts';

/** What affiliates brought and earned so far, each of those asked for that there is something of (F102). */
export async function affiliateFigures(
  engine: Engine,
  viewer: Viewer,
  query: AffiliateFiguresQuery,
): Promise<AffiliateFiguresList> {
  if (!maySee(viewer, 'live')) return { data: [] };
  return summing(engine.store, viewer, async (session) => ({
    data: [...(await figuresOf(engine, session, viewer, query)).values()],
  }));
}

/** The same within a transaction, by affiliate. */
export async function figuresOf(
  engine: Engine,
  session: Session,
  viewer: Viewer,
  filter: FiguresFilter,
): Promise<ReadonlyMap<string, AffiliateFigures>> {
  const modes = modesOf(viewer);
  const clicks = await countedClicks(session, viewer, modes, filter);
  const summed = await summedPeriods(session, viewer, 'month', engine.rates.source, {});
  const { currency: home, rows } = await readAtHome(engine, session, viewer, hull(summed.open), (rates) =>
    earnedBy(session, viewer, modes, filter, summed, rates),
  );
  const { rows: pending } = await readAtHome(engine, session, viewer, hull(summed.pending), (rates) =>
    pendingOf(session, viewer, modes, filter, summed, rates),
  );
  const clicksOf = new Map(clicks.map((row) => [row.affiliateId, row.clicks]));
  const earned = Map.groupBy(rows, ({ affiliateId }) => affiliateId);
  const inHold = Map.groupBy(pending, ({ affiliateId }) => affiliateId);
  const ids = [...new Set([...clicksOf.keys(), ...earned.keys()])];
  return new Map(
    ids.map((id) => [id, figures(id, clicksOf.get(id) ?? 0, earned.get(id) ?? [], inHold.get(id) ?? [], home)]),
  );
}

function figures(
  affiliateId: string,
  clicks: number,
  rows: readonly EarnedRow[],
  inHold: readonly EarnedRow[],
  home: string,
): AffiliateFigures {
  const atHome = rows.map((row) => homeSums(home, row));
  const sum = (of: (row: (typeof atHome)[number]) => bigint): bigint => atHome.reduce((all, row) => all + of(row), 0n);
  const byCurrency = Map.groupBy(rows, ({ currency }) => currency);
  return {
    affiliateId,
    clicks,
    sales: rows.reduce((all, { sales }) => all + sales, 0),
    earnings: [...byCurrency].map(([currency, same]) => ({
      currency,
      amount: same.reduce((all, row) => all + keptOf(row), 0n),
    })),
    home: {
      currency: home,
      amount: sum(keptOf),
      pending: inHold.reduce((all, row) => all + keptOf(homeSums(home, row)), 0n),
      revenue: sum(({ amount, refundedAmount }) => BigInt(amount) - BigInt(refundedAmount)),
      leftOut: {
        pending: atHome.reduce((all, { pending }) => all + pending, 0),
        unavailable: atHome.reduce((all, { unavailable }) => all + unavailable, 0),
      },
    },
  };
}

const keptOf = (sums: { readonly commission: string; readonly reversedCommission: string }): bigint =>
  BigInt(sums.commission) - BigInt(sums.reversedCommission);
