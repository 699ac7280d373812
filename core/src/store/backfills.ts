import type { Store } from './database.ts';
import { inOrganization, type Scope, type Session, type Statement, throughDoor } from './session.ts';

export interface BegunBackfill {
  readonly organizationId: string;
  readonly id: string;
  readonly connectionId: string;
  readonly since: Date;
  readonly until: Date;
}

/** Begins the scheduled reads that are due, of connections whose adapter is able to (0040_backfills.sql). */
export async function beginBackfills(
  store: Store,
  adapters: readonly string[],
  most: number,
): Promise<readonly BegunBackfill[]> {
  const text = `select organization_id as "organizationId", id, connection_id as "connectionId", since, until from begin_backfills($1, $2)`;
  const rows = await throughDoor<Row>(store, { name: 'begin_backfills', text }, [adapters, most]);
  return rows.map((row) => ({ ...row, since: new Date(row.since), until: new Date(row.until) }));
}

type Row = Omit<BegunBackfill, 'since' | 'until'> & { readonly since: string | Date; readonly until: string | Date };

/** What came of it: a report, or the code and message of what the processor refused. */
export async function finishBackfill(
  store: Store,
  scope: Scope,
  id: string,
  {
    report,
    problem,
  }: { readonly report?: object; readonly problem?: { readonly code: string; readonly detail: string } },
): Promise<void> {
  const statement = {
    name: 'finish_backfill',
    text: 'update backfill set finished_at = now(), report = $3, problem = $4 where organization_id = $1 and id = $2',
  };
  const json = (value: object | undefined): string | null => (value === undefined ? null : JSON.stringify(value));
  await inOrganization(store, scope, async (session) => {
    await session.query(statement, [scope.organizationId, id, json(report), json(problem)]);
  });
}

const begin: Statement = {
  name: 'begin_backfill_by_hand',
  text: `insert into backfill (organization_id, connection_id, since, until, actor)
    values ($1, $2, $3, $4, $5) returning id`,
};
const running: Statement = {
  name: 'running_backfill',
  text: `select id from backfill where organization_id = $1 and connection_id = $2 and finished_at is null
    and coalesce(progress_at, started_at) > now() - interval '10 minutes' limit 1`,
};
const lock: Statement = {
  name: 'lock_backfill',
  text: `select pg_advisory_xact_lock(hashtextextended('fairlead:backfill:' || $1::text, 0))`,
};

/** Begins a read that a person asked for; null where one of this connection is under way. */
export async function beginByHand(
  session: Session,
  { organizationId, actor }: Scope,
  { connectionId, since, until }: Omit<BegunBackfill, 'organizationId' | 'id'>,
): Promise<BegunBackfill | null> {
  await session.query(lock, [connectionId]);
  if ((await session.query(running, [organizationId, connectionId])).length > 0) return null;
  const [row] = await session.query<{ id: string }>(begin, [organizationId, connectionId, since, until, actor]);
  return row === undefined ? null : { organizationId, id: row.id, connectionId, since, until };
}

const progress: Statement = {
  name: 'progress_backfill',
  text: 'update backfill set progress = $3, progress_at = now() where organization_id = $1 and id = $2 and finished_at is null',
};

/** How far a read is. */
export async function tellProgress(store: Store, scope: Scope, id: string, told: object): Promise<void> {
  await inOrganization(store, scope, async (session) =>
    session.last(progress, [scope.organizationId, id, JSON.stringify(told)]),
  );
}
