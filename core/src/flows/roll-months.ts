import { countMonth } from '../store/click-months.ts';
import { listOrganizations } from '../store/doors.ts';
import { inOrganization, type Scope } from '../store/session.ts';
import type { Engine } from './engine.ts';

/** By then the clicks of a month are all there; whoever tells one later says so. */
const graceMs = 3_600_000;

/** Counts the clicks of every month that is over, each in a transaction of its own. Returns how many months there were. */
export async function rollMonths(
  engine: Pick<Engine, 'store' | 'now'>,
  organizationId: string,
  isStopping = (): boolean => false,
): Promise<number> {
  const scope: Scope = { organizationId, actor: 'core' };
  const before = new Date(engine.now().getTime() - graceMs);
  let months = 0;
  while (!isStopping() && (await inOrganization(engine.store, scope, (session) => countMonth(session, scope, before))))
    months++;
  return months;
}

/** All organizations in turn; one that fails holds up no other. */
export async function rollAllMonths(
  engine: Pick<Engine, 'store' | 'now'>,
  signal: AbortSignal,
  onError: (error: Error) => void,
): Promise<void> {
  for (const { id } of await listOrganizations(engine.store)) {
    if (signal.aborted) return;
    try {
      await rollMonths(engine, id, () => signal.aborted);
    } catch (error) {
      onError(error instanceof Error ? error : new Error(String(error)));
    }
  }
}
