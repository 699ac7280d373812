import type { Adapter } from '../contract/adapter.ts';
import type { Rules } from '../domain/outcome.ts';
import type { Store } from '../store/database.ts';

/** What every flow stands on. Made once at start; nothing in it changes while running. */
export interface Engine {
  readonly store: Store;
  readonly rules: Rules;
  readonly adapters: ReadonlyMap<string, Adapter>;
  /** The only clock. */
  readonly now: () => Date;
}
