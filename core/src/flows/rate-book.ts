import type { RateTable } from '../domain/exchange.ts';
import { readRatesIn } from '../store/exchange-rates.ts';
import type { RateSource } from '../contract/exchange-rates.ts';
import type { Session } from '../store/session.ts';

/** Rates for payments of any day. What is complete for a day is read once: it never changes. */
export interface RateBook {
  /** The rates for a payment of this time, read with `session`; null: no source is loaded. */
  at(session: Session, occurredAt: string): Promise<RateTable | null>;
  /** The same for many days, YYYY-MM-DD, read at once. */
  forDays(session: Session, days: readonly string[]): Promise<(day: string) => RateTable | null>;
}

const dayMs = 86_400_000;
/** X2 looks back 7 days; the day itself and what a leap or a zone shifts are within the rest. */
const daysBack = 10;
const mostKept = 1_000;

/** The first source that is loaded counts. */
export function openRateBook(rateSources: ReadonlyMap<string, RateSource>): RateBook {
  const [source] = rateSources.values();
  const complete = new Map<string, RateTable>();
  return {
    async at(session, occurredAt) {
      if (source === undefined) return null;
      const date = dayOf(Date.parse(occurredAt));
      const known = complete.get(date);
      if (known !== undefined) return known;
      const { newest, days } = await readRatesIn(session, source.id, daysBefore(date, daysBack), date);
      const table: RateTable = { source, newest, days };
      if (newest === null || newest < source.lastBefore(date)) return table;
      if (complete.size >= mostKept) complete.clear();
      complete.set(date, table);
      return table;
    },
    async forDays(session, days) {
      const [first, last] = [least(days), greatest(days)];
      if (source === undefined || first === undefined || last === undefined) return () => null;
      const { newest, days: published } = await readRatesIn(session, source.id, daysBefore(first, daysBack), last);
      const byDay = new Map(published.map((one) => [one.day, one]));
      return (day) => {
        const before = Array.from({ length: daysBack }, (_, back) => byDay.get(daysBefore(day, back + 1)));
        return { source, newest, days: before.filter((one) => one !== undefined) };
      };
    },
  };
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

const daysBefore = (day: string, days: number): string => dayOf(Date.parse(day) - days * dayMs);

const least = (days: readonly string[]): string | undefined =>
  days.reduce((a, b) => (b < a ? b : a), days[0] ?? '') || undefined;
const greatest = (days: readonly string[]): string | undefined =>
  days.reduce((a, b) => (b > a ? b : a), days[0] ?? '') || undefined;
