import type { RateDay } from '../contract/exchange-rates.ts';
import type { Store } from './database.ts';
import { type Session, throughDoor } from './session.ts';

export interface StoredRates {
  /** The newest day of all, YYYY-MM-DD; null: none is stored. */
  readonly newest: string | null;
  /** Newest first. */
  readonly days: readonly RateDay[];
}

/** The days of a source from `since` to before `until`, YYYY-MM-DD. */
export async function readRates(store: Store, source: string, since: string, until: string): Promise<StoredRates> {
  const [row] = await throughDoor<Row>(store, statement, [source, since, until]);
  return row ?? none;
}

/** The same within a transaction under way, which must not wait for a second connection. */
export async function readRatesIn(
  session: Session,
  source: string,
  since: string,
  until: string,
): Promise<StoredRates> {
  const [row] = await session.query<Row>(statement, [source, since, until]);
  return row ?? none;
}

const statement = { name: 'rates_between', text: 'select newest, days from rates_between($1, $2, $3)' };
const none: StoredRates = { newest: null, days: [] };

interface Row extends StoredRates {
  readonly [column: string]: unknown;
}

export interface Recorded {
  readonly added: number;
  /** Days that are stored with other rates: what was stored first holds. */
  readonly differing: readonly string[];
}

/** Keeps the days that are new. */
export async function recordRates(store: Store, source: string, days: readonly RateDay[]): Promise<Recorded> {
  const text = 'select added, differing::text[] as differing from record_rates($1, $2)';
  const [row] = await throughDoor<{ added: number; differing: string[] }>(store, { name: 'record_rates', text }, [
    source,
    JSON.stringify(days),
  ]);
  return row ?? { added: 0, differing: [] };
}

const storedStatement = { name: 'rate_days', text: 'select rate_days($1)::text as stored' };

/** How many days of a source are stored: another number is the sign of days that were not there before. */
export async function storedDays(session: Session, source: string): Promise<string> {
  const [row] = await session.query<{ stored: string }>(storedStatement, [source]);
  return row?.stored ?? '0';
}
