import { listOrganizations } from '../store/doors.ts';
import { dropOldBodies } from '../store/retention.ts';
import { inOrganization } from '../store/session.ts';
import type { Engine } from './engine.ts';

/** Drops the bodies of deliveries whose time is over, of every organization; facts, ids and digests stay. Returns how many. */
export async function dropBodies(engine: Engine, signal?: AbortSignal): Promise<number> {
  const isStopped = (): boolean => signal?.aborted === true;
  let total = 0;
  for (const { id: organizationId } of await listOrganizations(engine.store)) {
    const scope = { organizationId, actor: 'core' };
    let more = true;
    while (more && !isStopped()) {
      const now = engine.now().toISOString();
      const done = await inOrganization(engine.store, scope, (session) => dropOldBodies(session, scope, now));
      total += done.dropped;
      more = done.more;
    }
  }
  return total;
}
