import type { Store } from '../database.ts';
import { inSnapshot, type Scope, type Session, type Statement } from '../session.ts';

const planning: Statement = {
  name: 'read_planning',
  text: `select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('enable_seqscan', 'on', true)`,
};

/**
 * One transaction that only reads, as of one moment. Streams are planned once, because they look up by key; lists and counts come in many shapes,
 * and which index is best depends on what is asked for: each is planned for its own values.
 */
export async function looking<T>(store: Store, scope: Scope, work: (session: Session) => Promise<T>): Promise<T> {
  return inSnapshot(store, scope, async (session) => {
    const [, result] = await Promise.all([session.query(planning, []), work(session)]);
    return result;
  });
}
