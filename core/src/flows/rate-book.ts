import type { RateTable } from '../domain/exchange.ts';
import { readRatesIn } from '../store/exchange-rates.ts';
import type { RateSource } from '../contract/exchange-rates.ts';
import type { CurrencyDay, HomeRate } from '../store/reads/home-sums.ts';
import type { Session } from '../store/session.ts';
import { homeRate } from './home-rate.ts';
import { openPublished } from './published-rates.ts';
import { type SeenCurrencies, seenCurrencies } from './seen-currencies.ts';

/** Rates for payments of any day. What is complete for a day is read once: it never changes. */
export interface RateBook {
  /** Where the rates come from; empty: no source is loaded. */
  readonly source: string;
  /** The rates for a payment of this time, read with `session`; null: no source is loaded. */
  at(session: Session, occurredAt: string): Promise<RateTable | null>;
  /** The same for many days, YYYY-MM-DD, read at once. */
  forDays(session: Session, days: readonly string[]): Promise<(day: string) => RateTable | null>;
  /** The rates into a home currency, each decided as for one payment of that day (X2), in the order asked. */
  into(session: Session, home: string, days: readonly CurrencyDay[]): Promise<readonly HomeRate[]>;
  /** Which rates an organization's amounts have needed so far. */
  readonly seen: SeenCurrencies;
}

/** X2 looks back 7 days; the day itself and what a leap or a zone shifts are within the rest. */
const daysBack = 10;
const mostKept = 1_000;

/** The first source that is loaded counts. */
export function openRateBook(rateSources: ReadonlyMap<string, RateSource>): RateBook {
  const [source] = rateSources.values();
  const complete = new Map<string, RateTable>();
  const published = source === undefined ? null : openPublished(source, daysBack);
  return {
    source: source?.id ?? '',
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
      const known = await published?.over(session, days);
      return (day) => known?.table(day) ?? null;
    },
    async into(session, home, days) {
      const known = await published?.over(
        session,
        days.map(({ day }) => day),
      );
      return days.map((one) => known?.into(home, one) ?? homeRate(null, home, one));
    },
    seen: seenCurrencies(),
  };
}

const dayMs = 86_400_000;
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
const daysBefore = (day: string, days: number): string => dayOf(Date.parse(day) - days * dayMs);
