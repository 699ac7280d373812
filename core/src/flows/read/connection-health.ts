import type { ConnectionHealth } from '../../contract/api/connections.ts';
import { healthOf, readFailed, usualSilence } from '../../domain/connection-health.ts';
import { connectionHealth, type HealthRow } from '../../store/reads/connection-health.ts';
import type { Scope, Session } from '../../store/session.ts';
import type { Engine } from '../engine.ts';

/** Whether the secrets of a connection open, and there is one to verify with. */
export type HasSecret = (id: string) => boolean;

/** How each connection is, by id. Health is told as of now, from what is stored. */
export async function readHealth(
  engine: Engine,
  session: Session,
  scope: Scope,
  hasSecret: HasSecret,
  ids?: readonly string[],
): Promise<ReadonlyMap<string, ConnectionHealth>> {
  const rows = await connectionHealth(session, scope, engine.now().toISOString(), ids);
  return new Map(rows.map((row) => [row.id, shownHealth(engine, row, hasSecret(row.id))]));
}

export function shownHealth(engine: Engine, row: HealthRow, hasSecret: boolean): ConnectionHealth {
  const adapter = engine.adapters.get(row.adapter);
  const known = new Set(adapter?.events);
  // An event nobody reads is not missed.
  const facts = {
    ...row,
    hasSecret,
    polls: adapter?.capabilities.polls === true,
    missing: row.missing.filter((type) => known.has(type)),
  };
  const usual = usualSilence(facts);
  return {
    state: healthOf(facts, engine.now()),
    lastDeliveryAt: row.lastAt,
    lastWebhookAt: row.lastWebhookAt,
    usualSilenceSeconds: usual === null ? null : Math.round(usual),
    delivered: row.delivered,
    filled: row.filled,
    failed: row.failed,
    missingEvents: [...facts.missing],
    refused: row.refused.map((one) => ({ ...one })),
    readFailed: readFailed(facts),
  };
}
