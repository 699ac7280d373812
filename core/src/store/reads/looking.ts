import type { Store } from '../database.ts';
import { inSnapshot, type Scope, type Session, type Statement } from '../session.ts';

const planning: Statement = {
  name: 'read_planning',
  text: `select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('enable_seqscan', 'on', true)`,
};

/**
 * For sums over many rows by a few words: what they are grouped by is reckoned from several columns, which the planner takes for as many groups as rows, and
 * so it sorts, on disk, where hashing them takes a third of the time. Compiling such a statement takes longer than running it, and handing every row to
 * another process costs more than it saves. Sums of some ten thousand groups take more memory than is usual, for a moment.
 */
const addingUp: Statement = {
  name: 'read_adding_up',
  text: `select set_config('enable_sort', 'off', true), set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true),
    set_config('max_parallel_workers_per_gather', '0', true), set_config('work_mem', '32MB', true)`,
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

/** The same for sums. */
export async function summing<T>(store: Store, scope: Scope, work: (session: Session) => Promise<T>): Promise<T> {
  return looking(store, scope, async (session) => {
    const [, result] = await Promise.all([session.query(addingUp, []), work(session)]);
    return result;
  });
}
