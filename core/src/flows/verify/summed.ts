import { type Grain, summedPeriods } from '../../store/reads/summed-periods.ts';
import { inSnapshot, type Scope } from '../../store/session.ts';
import { keptSums, mostPeriods, type Period, readSums } from '../../store/reads/period-sums.ts';
import type { Engine } from '../engine.ts';
import { readAtHome } from '../read/home-rates.ts';
import type { Finding } from './difference.ts';

/** Days and months whose sums are read in place of their conversions, and are not what these come to. */
export async function compareSummed(
  engine: Pick<Engine, 'store' | 'now' | 'rates'>,
  scope: Scope,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const grain of ['day', 'month'] as const) {
    let since: string | undefined = '-infinity';
    while (since !== undefined) {
      const from: string = since;
      const { found, next } = await compareSome(engine, scope, grain, from);
      findings.push(...found);
      since = next;
    }
  }
  return findings;
}

async function compareSome(engine: Pick<Engine, 'store' | 'now' | 'rates'>, scope: Scope, grain: Grain, from: string) {
  return inSnapshot(engine.store, scope, async (session) => {
    const { starts, ends } = await summedPeriods(session, scope, grain, engine.rates.source, { since: from });
    const periods = starts
      .slice(0, mostPeriods[grain])
      .map((begin, at): Period => ({ starts: begin, ends: ends[at] ?? begin }));
    const [first, last] = [periods.at(0), periods.at(-1)];
    if (first === undefined || last === undefined) return { found: [], next: undefined };
    const span = { since: first.starts, until: last.ends };
    const { rows } = await readAtHome(engine, session, scope, span, (rates) =>
      readSums(session, scope, grain, periods, rates),
    );
    const kept = await keptSums(
      session,
      scope,
      grain,
      periods.map((period) => period.starts),
    );
    const expected = textsOf(rows);
    const found = textsOf(kept);
    return {
      found: periods
        .map(({ starts: begin }) => ({
          about: { [grain]: begin },
          expected: onlyIn(expected.get(begin), found.get(begin)),
          found: onlyIn(found.get(begin), expected.get(begin)),
        }))
        .filter((one) => one.expected !== one.found)
        .map((one): Finding => ({ code: 'summed', ...one })),
      next: starts.length > periods.length ? last.ends : undefined,
    };
  });
}

const notKept = new Set(['firstPayable', 'lastPayable', 'unrated', 'firstDay', 'lastDay', 'huge']);

/** The first row that the others have not. */
const onlyIn = (rows: ReadonlySet<string> = new Set(), others: ReadonlySet<string> = new Set()): string =>
  rows.values().find((row) => !others.has(row)) ?? 'no other row';

/** The rows of each period as texts. */
function textsOf(rows: readonly { readonly starts: string }[]): ReadonlyMap<string, ReadonlySet<string>> {
  const texts = rows.map((row) => {
    const members = Object.entries(row).filter(([name]) => !notKept.has(name));
    return { starts: row.starts, text: JSON.stringify(members.toSorted(byName)) };
  });
  return new Map(
    [...Map.groupBy(texts, ({ starts }) => starts)].map(([starts, same]) => [
      starts,
      new Set(same.map(({ text }) => text)),
    ]),
  );
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);
