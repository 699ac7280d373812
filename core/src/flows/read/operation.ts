import { listOrganizations } from '../../store/doors.ts';
import { workFacts } from '../../store/inspect/work.ts';
import { connectionHealth } from '../../store/reads/connection-health.ts';
import { inSnapshot } from '../../store/session.ts';
import { readAlerts } from '../alerts.ts';
import type { Engine } from '../engine.ts';

/** How the whole installation is, for who watches over it. */
export interface Operation {
  readonly needs: Readonly<Record<string, number>>;
  readonly connections: readonly { readonly connection: string; readonly adapter: string; readonly at: number }[];
}

export async function readOperation(engine: Engine): Promise<Operation> {
  const needs: Record<string, number> = {};
  const connections: Operation['connections'][number][] = [];
  const add = (code: string, count: number): void => void (needs[code] = (needs[code] ?? 0) + count);
  for (const { id: organizationId } of await listOrganizations(engine.store)) {
    const scope = { organizationId, actor: 'core' };
    await inSnapshot(engine.store, scope, async (session) => {
      const alerts = await readAlerts(engine, session, scope, 'live');
      const work = await workFacts(session, scope);
      add('quiet_connections', alerts.quiet.length);
      add('missing_events', alerts.missingEvents.length);
      add('failing_backfills', alerts.failingBackfills.length);
      add('refunds_waiting', alerts.refunds);
      add('data_requests', alerts.dataRequests);
      add('parked_deliveries', work.parked);
      add('overdue_deliveries', work.overdueDeliveries);
      add('overdue_payments', work.overdueRevisits);
      for (const { id, adapter, lastAt } of await connectionHealth(session, scope, engine.now().toISOString()))
        if (lastAt !== null) connections.push({ connection: id, adapter, at: Date.parse(lastAt) / 1000 });
    });
  }
  return { needs, connections };
}
