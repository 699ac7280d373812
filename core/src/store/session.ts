import type { EntityManager } from '@mikro-orm/postgresql';
import type pg from 'pg';
import type { Store } from './database.ts';
import type { Statement } from './line.ts';

/** On whose behalf a transaction runs. Row level security and audit read it; there is no other way to a tenant's rows. */
export interface Scope {
  readonly organizationId: string;
  /** `key:<id>`, `user:<id>`, `adapter:<connection id>`, `core`, `cli`. */
  readonly actor: string;
  /** Why, where a person must say so. */
  readonly reason?: string;
}

export type { Statement } from './line.ts';

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
 * Runs `work` in one transaction as the tenant role of one organization. What `work` asks before its first await travels
 * with BEGIN, in one message. Repeats after a deadlock, so `work` must do nothing but database work.
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

async function once<T>(
  store: Store,
  scope: Scope,
  work: (session: Session) => Promise<T>,
  start: Statement,
): Promise<T> {
  const line = await store.line();
  const opening = Promise.all([
    line.ask(start, []),
    line.ask(enter, [scope.organizationId, scope.actor, scope.reason ?? '']),
  ]);
  // Awaited below; this only keeps an early failure from being called unhandled while `work` runs.
  opening.catch(() => undefined);
  const closing: Promise<unknown>[] = [];
  let kept = true;
  let broken: Error | undefined;
  const session: Session = {
    query: async (statement, values) => (await line.ask(statement, values)).rows as never,
    last: (statement, values) => {
      const sent = line.ask(statement, values);
      sent.catch(() => undefined);
      closing.push(sent);
    },
    abandon: () => void (kept = false),
  };
  try {
    const result = await work(session);
    const [done] = await Promise.all([line.ask(kept ? commit : rollback, []), opening, ...closing]);
    // An error that `work` kept to itself has ended the transaction: COMMIT then answers ROLLBACK.
    if (kept && done.command !== 'COMMIT') throw new Error('the transaction was rolled back');
    return result;
  } catch (error) {
    await line.ask(rollback, []).catch((failed: Error) => void (broken = failed));
    await Promise.allSettled([opening, ...closing]);
    throw await opening.then(
      () => error,
      (first: unknown) => first,
    );
  } finally {
    line.release(broken);
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
  const line = await store.line();
  let broken: Error | undefined;
  try {
    const [, , answer] = await Promise.all([
      line.ask(begin, []),
      line.ask(enter, ['', 'core', '']),
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
