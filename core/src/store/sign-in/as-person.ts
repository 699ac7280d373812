import type pg from 'pg';
import type { Store } from '../database.ts';
import type { Statement } from '../line.ts';

const begin: Statement = { name: 'begin_read_only', text: 'begin read only' };
const commit: Statement = { name: 'commit', text: 'commit' };
const rollback: Statement = { name: 'rollback', text: 'rollback' };
const enter: Statement = {
  name: 'enter_person',
  text: `select set_config('role', 'fairlead_app', true), set_config('app.organization', '', true), set_config('app.user', $1, true)`,
};

/** Asks as a person who is in no organization yet: row level security shows them their own memberships. */
export async function asPerson<Row extends pg.QueryResultRow>(
  store: Store,
  person: string,
  statement: Statement,
  values: readonly unknown[],
): Promise<Row[]> {
  const line = await store.line();
  let broken: Error | undefined;
  try {
    const [, , answer] = await Promise.all([
      line.ask(begin, []),
      line.ask(enter, [person]),
      line.ask(statement, values),
      line.ask(commit, []),
    ]);
    return answer.rows as unknown as Row[];
  } catch (error) {
    await line.ask(rollback, []).catch((failed: Error) => void (broken = failed));
    throw error;
  } finally {
    line.release(broken);
  }
}
