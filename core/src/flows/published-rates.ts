import type { RateDay, RateSource } from '../contract/exchange-rates.ts';
import type { RateTable } from '../domain/exchange.ts';
import { readRatesIn, storedDays } from '../store/exchange-rates.ts';
import type { CurrencyDay, HomeRate } from '../store/reads/home-sums.ts';
import type { Session } from '../store/session.ts';
import { homeRate } from './home-rate.ts';

/** What a source had published when it was read. */
export interface Published {
  table(day: string): RateTable;
  into(home: string, one: CurrencyDay): HomeRate;
}

interface Kept extends Published {
  /** How many days were stored. Days are only ever added, so the same number of them are the same days. */
  readonly stored: string;
  /** What was asked for lies within. */
  readonly first: string;
  readonly last: string;
}

/** Of one home currency some hundred days and a handful of currencies; of many, what was asked for last. */
const mostRates = 20_000;

/**
 * The rates of many days, kept between reads for as long as none is added: a year of them is a hundred kilobytes to read, and some thousand fractions
 * to reckon.
 *
 * @param daysBack how far before a day its rates may lie
 */
export function openPublished(source: RateSource, daysBack: number) {
  let kept: Kept | null = null;
  return {
    async over(session: Session, days: readonly string[]): Promise<Published | null> {
      const [first, last] = [least(days), greatest(days)];
      if (first === undefined || last === undefined) return null;
      const stored = await storedDays(session, source.id);
      const before = kept?.stored === stored ? kept : null;
      if (before !== null && before.first <= first && before.last >= last) return before;
      const from = least([first, before?.first ?? first]) ?? first;
      const to = greatest([last, before?.last ?? last]) ?? last;
      const { newest, days: read } = await readRatesIn(session, source.id, daysBefore(from, daysBack), to);
      const now = { stored, first: from, last: to, ...publishedOf(source, newest, read, daysBack) };
      kept = now;
      return now;
    },
  };
}

function publishedOf(source: RateSource, newest: string | null, days: readonly RateDay[], daysBack: number): Published {
  const byDay = new Map(days.map((one) => [one.day, one]));
  const rates = new Map<string, HomeRate>();
  const table = (day: string): RateTable => {
    const before = Array.from({ length: daysBack }, (_, back) => byDay.get(daysBefore(day, back + 1)));
    return { source, newest, days: before.filter((one) => one !== undefined) };
  };
  return {
    table,
    into(home, one) {
      const key = `${home} ${one.currency} ${one.day}`;
      const known = rates.get(key);
      if (known !== undefined) return known;
      const found = homeRate(table(one.day), home, one);
      if (rates.size >= mostRates) rates.clear();
      rates.set(key, found);
      return found;
    },
  };
}

const daysBefore = (day: string, days: number): string =>
  new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);
const least = (days: readonly string[]): string | undefined =>
  days.reduce<string | undefined>((a, b) => (a === undefined || b < a ? b : a), undefined);
const greatest = (days: readonly string[]): string | undefined =>
  days.reduce<string | undefined>((a, b) => (a === undefined || b > a ? b : a), undefined);
