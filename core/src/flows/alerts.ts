import { connectionHealth, type LongWaits, longWaits } from '../store/reads/connection-health.ts';
import type { Scope, Session } from '../store/session.ts';
import type { Engine } from './engine.ts';
import { shownHealth } from './read/connection-health.ts';

/** What somebody has to see to, of connections and what waits too long: shown on the overview, in `/metrics` and by `doctor`. */
export interface Alerts extends LongWaits {
  /** Connections that brought nothing for longer than is usual for them. */
  readonly quiet: readonly string[];
  /** Connections whose webhook lacks events. */
  readonly missingEvents: readonly string[];
  /** Connections whose last read failed. */
  readonly failingBackfills: readonly string[];
}

/** Of live or of test: what is tried out wakes nobody. */
export async function readAlerts(
  engine: Engine,
  session: Session,
  scope: Scope,
  mode: 'live' | 'test',
): Promise<Alerts> {
  const now = engine.now().toISOString();
  const rows = (await connectionHealth(session, scope, now)).filter((row) => row.mode === mode && row.active);
  // Whether a secret opens is told by the connection itself.
  const shown = rows.map((row) => ({ id: row.id, health: shownHealth(engine, row, true) }));
  const those = (holds: (health: (typeof shown)[number]['health']) => boolean): string[] =>
    shown.filter(({ health }) => holds(health)).map(({ id }) => id);
  return {
    ...(await longWaits(session, scope, mode, now)),
    quiet: those(({ state }) => state === 'quiet'),
    missingEvents: those(({ missingEvents, lastWebhookAt }) => missingEvents.length > 0 && lastWebhookAt !== null),
    failingBackfills: those(({ readFailed }) => readFailed),
  };
}
