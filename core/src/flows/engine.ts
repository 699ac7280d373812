import type { Adapter } from '../contract/adapter.ts';
import type { RateSource } from '../contract/exchange-rates.ts';
import type { Rules } from '../domain/outcome.ts';
import type { RateBook } from './rate-book.ts';
import type { Store } from '../store/database.ts';

/** What every flow stands on. Made once at start; nothing in it changes while running. */
export interface Engine {
  readonly store: Store;
  readonly rules: Rules;
  readonly adapters: ReadonlyMap<string, Adapter>;
  /** Where exchange rates come from, the preferred first; none: nothing is converted. */
  readonly rateSources: ReadonlyMap<string, RateSource>;
  readonly rates: RateBook;
  /** The only clock. */
  readonly now: () => Date;
}
