import type { AffiliateFigures, AffiliateFiguresList, AffiliateFiguresQuery } from '../../contract/api/affiliates.ts';
import { conversionsOf, countedClicks, earnedBy } from '../../store/reads/affiliate-figures.ts';
import { homeCurrency } from '../../store/reads/home-currency.ts';
import { type HomeSums, homeSumsOfConversions } from '../../store/reads/home-sums.ts';
import { looking } from '../../store/reads/looking.ts';
import { sql } from '../../store/reads/sql.ts';
import type { Engine } from '../engine.ts';
import { homeRatesOf } from './home-rates.ts';
import { maySee, type Viewer } from './viewer.ts';

/** What affiliates brought and earned so far, each of those asked for that there is something of (F102). Only what was paid in another currency is converted. */
export async function affiliateFigures(
  engine: Engine,
  viewer: Viewer,
  query: AffiliateFiguresQuery,
): Promise<AffiliateFiguresList> {
  if (!maySee(viewer, 'live')) return { data: [] };
  return looking(engine.store, viewer, async (session) => {
    const rows = conversionsOf(viewer, query);
    const home = await homeCurrency(session, viewer);
    const clicks = await countedClicks(session, viewer, query);
    const earned = await earnedBy(session, rows);
    const foreign = sql`select * from (${rows}) c where c.currency <> ${home}`;
    const converted = earned.every(({ currency }) => currency === home)
      ? []
      : await homeSumsOfConversions<{ readonly affiliateId: string }>(
          session,
          await homeRatesOf(engine, session, viewer, foreign),
          foreign,
          sql`c."affiliateId"`,
        );
    const ids = [...new Set([...clicks, ...earned].map(({ affiliateId }) => affiliateId))];
    return {
      data: ids.map((affiliateId): AffiliateFigures => {
        const own = earned.filter((row) => row.affiliateId === affiliateId);
        const other = converted.find((row) => row.affiliateId === affiliateId);
        const atHome = own.find(({ currency }) => currency === home)?.earned ?? '0';
        return {
          affiliateId,
          clicks: clicks.find((row) => row.affiliateId === affiliateId)?.clicks ?? 0,
          sales: own.reduce((sum, { sales }) => sum + sales, 0),
          earnings: own.map(({ currency, earned: amount }) => ({ currency, amount: BigInt(amount) })),
          home: {
            currency: home,
            amount: BigInt(atHome) + keptOf(other),
            leftOut: { pending: other?.pending ?? 0, unavailable: other?.unavailable ?? 0 },
          },
        };
      }),
    };
  });
}

const keptOf = (sums: HomeSums | undefined): bigint =>
  sums === undefined ? 0n : BigInt(sums.commission) - BigInt(sums.reversedCommission);
