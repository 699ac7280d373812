import type { Currency } from './money.ts';

/**
 * A source of reference rates, such as the European Central Bank. All its rates are told against one currency, its pivot; amounts are
 * crossed through it as exact rationals (X2). Reading is pure; the core fetches, stores and never changes what was stored.
 */
export interface RateSource {
  /** Named beside every amount converted by it: `ecb`. */
  readonly id: string;
  readonly title: string;
  readonly pivot: Currency;
  /** Where it publishes, by how much is asked for; a file of any of these can be uploaded too. */
  readonly publishes: readonly { readonly what: 'latest' | 'recent' | 'history'; readonly url: string }[];
  /** Reads a publication. @throws Unreadable with what is wrong and where */
  read(publication: Uint8Array): readonly RateDay[];
  /** The last day before `day` (YYYY-MM-DD) for which it publishes, once it has: working days of its calendar. */
  lastBefore(day: string): string;
  /** Rates that hold without being published: a currency's irrevocable parity with the pivot, from a day on. */
  readonly parities: Readonly<Record<Currency, { readonly rate: string; readonly from: string }>>;
}

/** The rates of one day. */
export interface RateDay {
  /** YYYY-MM-DD. */
  readonly day: string;
  /** Units of a currency for one of the pivot, as plain decimals above 0: `{ USD: '1.1684' }`. */
  readonly rates: Readonly<Record<Currency, string>>;
}
