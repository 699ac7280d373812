import { countMonth } from '../store/click-months.ts';
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
