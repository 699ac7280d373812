import type { CampaignTerms } from '../domain/terms.ts';
import type { Store } from './database.ts';
import { inOrganization, inSnapshot, type Scope, type Statement, throughDoor } from './session.ts';

/** What is asked of a run. */
export interface BacktestOrder {
  readonly campaignId: string;
  readonly terms: CampaignTerms;
  readonly from: string;
  readonly to: string;
}

export interface BegunBacktest {
  readonly organizationId: string;
  readonly id: string;
}

/** What one affiliate has in one currency. Minor units. */
export interface StoredRow {
  readonly affiliateId: string;
  readonly currency: string;
  readonly before: bigint;
  readonly after: bigint;
  readonly changed: number;
}

const openStatement: Statement = {
  name: 'backtests_open',
  text: `select count(*)::int as count from backtest where organization_id = $1 and state in ('queued', 'running')`,
};
const addStatement: Statement = {
  name: 'add_backtest',
  text: `insert into backtest (organization_id, id, campaign_id, terms, from_at, to_at, actor) values ($1, $2, $3, $4, $5, $6, $7)`,
};

/** Puts a run at the end of the queue. False: the organization has `most` that wait or run already. */
export async function addBacktest(
  store: Store,
  scope: Scope,
  id: string,
  { campaignId, terms, from, to }: BacktestOrder,
  most: number,
): Promise<boolean> {
  return inOrganization(store, scope, async (session) => {
    const [open] = await session.query<{ count: number }>(openStatement, [scope.organizationId]);
    if ((open?.count ?? 0) >= most) return false;
    const values = [scope.organizationId, id, campaignId, JSON.stringify(terms), from, to, scope.actor];
    await session.query(addStatement, values);
    return true;
  });
}

/** Takes the oldest run that waits, of any organization (0028_backtests.sql). */
export async function beginBacktest(store: Store): Promise<BegunBacktest | null> {
  const text = 'select organization_id as "organizationId", id from begin_backtest()';
  const [begun] = await throughDoor<{ organizationId: string; id: string }>(
    store,
    { name: 'begin_backtest', text },
    [],
  );
  return begun ?? null;
}

const orderStatement: Statement = {
  name: 'backtest_order',
  text: `select campaign_id as "campaignId", terms, iso(from_at) as from, iso(to_at) as to from backtest where organization_id = $1 and id = $2`,
};

export async function readOrder(store: Store, scope: Scope, id: string): Promise<BacktestOrder> {
  const values = [scope.organizationId, id];
  const [order] = await inSnapshot(store, scope, (session) =>
    session.query<BacktestOrder & Record<string, unknown>>(orderStatement, values),
  );
  if (order === undefined) throw new RangeError(`there is no backtest ${id}`);
  return order;
}

const progressStatement: Statement = {
  name: 'backtest_progress',
  text: `update backtest set done = $3, total = $4, changed_at = now()
    where organization_id = $1 and id = $2 and state = 'running' returning id`,
};

/** Tells how far a run is. False: it is not to go on, because somebody cancelled it or held it for dead. */
export async function tellProgress(
  store: Store,
  scope: Scope,
  id: string,
  done: number,
  total: number,
): Promise<boolean> {
  const rows = await inOrganization(store, scope, (session) =>
    session.query(progressStatement, [scope.organizationId, id, done, total]),
  );
  return rows.length > 0;
}

export interface Ending {
  readonly state: 'done' | 'interrupted' | 'failed';
  readonly counts?: { readonly payments: number; readonly untrue: number; readonly undecided: number };
  readonly rows?: readonly StoredRow[];
  readonly problem?: string;
}

const endStatement: Statement = {
  name: 'end_backtest',
  text: `update backtest set state = $3, counts = $4, problem = $5, done = coalesce(total, done), finished_at = now(), changed_at = now()
    where organization_id = $1 and id = $2 and state = 'running' returning id`,
};
const stopStatement: Statement = {
  name: 'stop_backtest',
  text: `update backtest set state = $3, problem = $4, finished_at = now(), changed_at = now()
    where organization_id = $1 and id = $2 and state = 'running' returning id`,
};
const rowsStatement: Statement = {
  name: 'backtest_rows',
  text: `insert into backtest_row (organization_id, backtest_id, affiliate_id, currency, before_amount, after_amount, changed)
    select $1, $2, * from unnest($3::uuid[], $4::text[], $5::bigint[], $6::bigint[], $7::int[])`,
};

/** What came of it, all at once: a run is `done` with its rows, or not at all. What was cancelled meanwhile stays so. */
export async function endBacktest(
  store: Store,
  scope: Scope,
  id: string,
  { state, counts, rows = [], problem }: Ending,
): Promise<void> {
  const own = [scope.organizationId, id];
  await inOrganization(store, scope, async (session) => {
    if (state !== 'done') {
      await session.query(stopStatement, [...own, state, problem ?? null]);
      return;
    }
    const ended = await session.query(endStatement, [...own, state, JSON.stringify(counts ?? {}), null]);
    if (ended.length === 0 || rows.length === 0) return;
    const column = <T>(of: (row: StoredRow) => T): readonly T[] => rows.map(of);
    await session.query(rowsStatement, [
      ...own,
      column((row) => row.affiliateId),
      column((row) => row.currency),
      column((row) => row.before),
      column((row) => row.after),
      column((row) => row.changed),
    ]);
  });
}

const cancelStatement: Statement = {
  name: 'cancel_backtest',
  text: `update backtest set state = 'cancelled', finished_at = now(), changed_at = now()
    where organization_id = $1 and id = $2 and state in ('queued', 'running') returning id`,
};

/** False: it had ended, or never was. Who runs it finds out with its next step. */
export async function cancelRun(store: Store, scope: Scope, id: string): Promise<boolean> {
  const rows = await inOrganization(store, scope, (session) =>
    session.query(cancelStatement, [scope.organizationId, id]),
  );
  return rows.length > 0;
}
