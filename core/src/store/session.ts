import type { EntityManager } from '@mikro-orm/postgresql';
import type { Socket } from 'node:net';
import type pg from 'pg';
import type { Store } from './database.ts';

/** On whose behalf a transaction runs. Row level security and audit read it; there is no other way to a tenant's rows. */
export interface Scope {
  readonly organizationId: string;
  /** `key:<id>`, `user:<id>`, `adapter:<connection id>`, `core`, `cli`. */
  readonly actor: string;
  /** Why, where a person must say so. */
  readonly reason?: string;
}

/** A named statement is prepared once per connection. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

export interface Session {
  query<Row extends pg.QueryResultRow>(statement: Statement, values: readonly unknown[]): Promise<Row[]>;
  /** Sent together with the commit, in one round trip; a failure fails the transaction. */
  last(statement: Statement, values: readonly unknown[]): void;
  /** Rolls back at the end instead of committing: nothing of this transaction is kept. */
  abandon(): void;
}

const begin: Statement = { name: 'begin', text: 'begin' };
const beginSnapshot: Statement = { name: 'begin_snapshot', text: 'begin isolation level repeatable read read only' };
const commit: Statement = { name: 'commit', text: 'commit' };
const rollback: Statement = { name: 'rollback', text: 'rollback' };
const enter: Statement = {
  name: 'enter',
  text: `select set_config('role', 'fairlead_app', true), set_config('app.organization', $1, true),
    set_config('app.actor', $2, true), set_config('app.reason', $3, true)`,
};

/** Deadlock, serialization failure: nothing was written, the same work may be done again. */
const again = new Set(['40P01', '40001']);
const attempts = 5;

/**
 * Runs `work` in one transaction as the tenant role of one organization. Statements are pipelined: what `work` sends before its first
 * await travels with BEGIN. Repeats after a deadlock, so `work` must do nothing but database work.
 */
export async function inOrganization<T>(
  store: Store,
  scope: Scope,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  return repeated(store, scope, work, begin);
}

/** The same, only to read, and all of it as of one moment: what others commit meanwhile is not seen. */
export async function inSnapshot<T>(store: Store, scope: Scope, work: (session: Session) => Promise<T>): Promise<T> {
  return repeated(store, scope, work, beginSnapshot);
}

async function repeated<T>(
  store: Store,
  scope: Scope,
  work: (session: Session) => Promise<T>,
  start: Statement,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(store, scope, work, start);
    } catch (error) {
      if (attempt >= attempts || !again.has((error as { code?: string }).code ?? '')) throw error;
    }
  }
}

/**
 * Sends what is asked in one turn of the event loop in one write: a system call costs as much as a small query.
 */
function gathering(client: pg.PoolClient): (query: Statement & { values?: unknown[] }) => Promise<pg.QueryResult> {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  let corked = false;
  return (query) => {
    if (!corked) {
      corked = true;
      stream.cork();
      process.nextTick(() => {
        corked = false;
        stream.uncork();
      });
    }
    return client.query(query);
  };
}

async function once<T>(
  store: Store,
  scope: Scope,
  work: (session: Session) => Promise<T>,
  start: Statement,
): Promise<T> {
  const client = await store.pool.connect();
  let broken: Error | undefined;
  const lost = (error: Error): void => void (broken = error);
  client.on('error', lost);
  const send = gathering(client);
  const opening = Promise.all([
    send(start),
    send({ ...enter, values: [scope.organizationId, scope.actor, scope.reason ?? ''] }),
  ]);
  // Awaited below; this only keeps an early failure from being called unhandled while `work` runs.
  opening.catch(() => undefined);
  const closing: Promise<unknown>[] = [];
  let kept = true;
  const session: Session = {
    query: async (statement, values) => (await send({ ...statement, values: [...values] })).rows as never,
    last: (statement, values) => {
      const sent = send({ ...statement, values: [...values] });
      sent.catch(() => undefined);
      closing.push(sent);
    },
    abandon: () => void (kept = false),
  };
  try {
    const result = await work(session);
    const [done] = await Promise.all([send(kept ? commit : rollback), opening, ...closing]);
    // After an error within it, a pipelined COMMIT resolves as ROLLBACK.
    if (kept && done.command !== 'COMMIT') throw new Error('the transaction was rolled back');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failed: Error) => void (broken ??= failed));
    await Promise.allSettled([opening, ...closing]);
    throw await opening.then(
      () => error,
      (first: unknown) => first,
    );
  } finally {
    client.off('error', lost);
    client.release(broken);
  }
}

/** The same for what people edit, through the ORM's unit of work; `em.getKysely()` joins the transaction. */
export async function editing<T>(store: Store, scope: Scope, work: (em: EntityManager) => Promise<T>): Promise<T> {
  const variables = {
    'app.organization': scope.organizationId,
    'app.actor': scope.actor,
    'app.reason': scope.reason ?? '',
    role: 'fairlead_app',
  };
  return store.orm.em.fork({ session: { variables } }).transactional(async (em) => work(em as EntityManager));
}

/** Calls one of the doors: a named SECURITY DEFINER function, outside any organization (ARCHITECTURE, Tenancy). */
export async function throughDoor<Row extends pg.QueryResultRow>(
  store: Store,
  statement: Statement,
  values: readonly unknown[],
): Promise<Row[]> {
  const client = await store.pool.connect();
  let broken: Error | undefined;
  const lost = (error: Error): void => void (broken = error);
  client.on('error', lost);
  const send = gathering(client);
  try {
    const [, , answer, done] = await Promise.all([
      send(begin),
      send({ ...enter, values: ['', 'core', ''] }),
      send({ ...statement, values: [...values] }),
      send(commit),
    ]);
    if (done.command !== 'COMMIT') throw new Error('the transaction was rolled back');
    return answer.rows as Row[];
  } catch (error) {
    await client.query('rollback').catch((failed: Error) => void (broken ??= failed));
    throw error;
  } finally {
    client.off('error', lost);
    client.release(broken);
  }
}
