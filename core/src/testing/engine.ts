import { openRateBook } from '../flows/rate-book.ts';
import type { Engine } from '../flows/engine.ts';
import { load, type PluginEntry, registries } from '../plugins/index.ts';
import type { Store } from '../store/database.ts';
import { milliseconds, type Span } from './time.ts';

/** An engine whose clock a test moves. Facts are still recorded by the database's own clock. */
export interface TestEngine extends Engine {
  readonly clock: TestClock;
}

export interface TestClock {
  readonly now: () => Date;
  /** Forward, or back with negative spans. */
  readonly move: (span: Span) => void;
}

/**
 * An engine with these plugins on a database, its clock at the real time until it is moved.
 *
 * @example
 * const engine = testEngine(store, [clickAttribution(), cps(), proportionalRefunds()]);
 * engine.clock.move({ days: 31 });
 */
export function testEngine(store: Store, plugins: readonly PluginEntry[]): TestEngine {
  const { adapters, rateSources, ...rules } = registries(load(plugins));
  const clock = testClock();
  return { store, rules, adapters, rateSources, rates: openRateBook(rateSources), now: clock.now, clock };
}

function testClock(): TestClock {
  let moved = 0;
  return {
    now: () => new Date(Date.now() + moved),
    move: (span) => void (moved += milliseconds(span)),
  };
}
