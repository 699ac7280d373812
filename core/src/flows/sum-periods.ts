import { homeCurrency } from '../store/reads/home-currency.ts';
import { mostPeriods, type Period, readSums } from '../store/reads/period-sums.ts';
import type { Grain } from '../store/reads/summed-periods.ts';
import { inOrganization, type Scope, type Session } from '../store/session.ts';
import {
  aloneAtSums,
  forgetOutdated,
  isUsual,
  keepSummed,
  missingPeriods,
  storedRateDays,
} from '../store/sum-periods.ts';
import type { Engine } from './engine.ts';
import { readAtHome } from './read/home-rates.ts';

/**
 * Sums up the days and months that ended two days ago or earlier and have no sums that hold: there were none yet, or something in them was changed, or the home
 * currency, the time zone or the rates are others now. Returns how many there were.
 */
export async function sumPeriods(
  engine: Pick<Engine, 'store' | 'now' | 'rates'>,
  organizationId: string,
  isStopping = (): boolean => false,
): Promise<number> {
  const scope: Scope = { organizationId, actor: 'core' };
  let periods = 0;
  for (const grain of ['day', 'month'] as const) {
    let before: string | null = 'infinity';
    while (before !== null && !isStopping()) {
      const behind: string = before;
      const found = await inOrganization(engine.store, scope, (session) =>
        sumSome(engine, session, scope, grain, behind),
      );
      periods += found.length;
      before = found.length < mostPeriods[grain] ? null : (found.at(-1)?.starts ?? null);
    }
  }
  return periods;
}

async function sumSome(
  engine: Pick<Engine, 'now' | 'rates'>,
  session: Session,
  scope: Scope,
  grain: Grain,
  before: string,
): Promise<readonly Period[]> {
  if (!(await aloneAtSums(session, scope))) return [];
  const { source } = engine.rates;
  const using = {
    home: await homeCurrency(session, scope),
    source,
    rateDays: await storedRateDays(session, source),
  };
  await forgetOutdated(session, scope, using);
  const periods = await missingPeriods(session, scope, grain, before, mostPeriods[grain]);
  const [latest, earliest] = [periods.at(0), periods.at(-1)];
  if (latest === undefined || earliest === undefined) return [];
  const span = { since: earliest.starts, until: latest.ends };
  const { currency: home, rows } = await readAtHome(engine, session, scope, span, (rates) =>
    readSums(session, scope, grain, periods, rates),
  );
  const tooLarge = new Set(rows.filter((row) => !isUsual(row)).map(({ starts }) => starts));
  const kept = periods.filter(({ starts }) => !tooLarge.has(starts));
  const keptRows = rows.filter(({ starts }) => !tooLarge.has(starts));
  await keepSummed(session, scope, grain, kept, keptRows, { ...using, home });
  return periods;
}
