import type { Store } from './database.ts';
import { inOrganization, type Scope, throughDoor } from './session.ts';

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
