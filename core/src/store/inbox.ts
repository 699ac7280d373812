import type { Scope, Session, Statement } from './session.ts';

export interface NewDelivery {
  readonly id: string;
  readonly connectionId: string;
  readonly eventId: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly body: Uint8Array;
  /** How it came; left out: by webhook. */
  readonly via?: 'webhook' | 'backfill' | 'fetch';
}

export interface Delivery extends NewDelivery {
  readonly state: InboxState;
  /** Tries so far. */
  readonly attempts: number;
}

export type InboxState = 'received' | 'processed' | 'ignored' | 'waiting' | 'quarantined' | 'parked';

/** Why a delivery stands where it stands, as a code with what is needed to mend it. */
export interface InboxProblem {
  readonly code: string;
  readonly detail: string;
  readonly path?: string;
}

const insert: Statement = {
  name: 'inbox_insert',
  text: `insert into inbox (organization_id, id, connection_id, event_id, type, occurred_at, body, came_by, due_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, now() + interval '30 seconds') on conflict (organization_id, connection_id, event_id) do nothing returning id`,
};

/**
 * Keeps a verified delivery; false where the event is known already (I2). It is due in half a minute for whoever is free, in case the process
 * that took it in dies before working on it.
 */
export async function keepDelivery(
  session: Session,
  scope: Scope,
  { id, connectionId, eventId, type, occurredAt, body, via = 'webhook' }: NewDelivery,
): Promise<boolean> {
  return (
    (await session.query(insert, [scope.organizationId, id, connectionId, eventId, type, occurredAt, body, via]))
      .length > 0
  );
}

const insertMany: Statement = {
  name: 'inbox_insert_many',
  text: `insert into inbox (organization_id, id, connection_id, event_id, type, occurred_at, body, came_by, due_at)
    select $1, d.id, $2, d.event_id, d.type, d.occurred_at, d.body, $3, now() + interval '30 seconds'
    from unnest($4::uuid[], $5::text[], $6::text[], $7::timestamptz[], $8::bytea[]) as d (id, event_id, type, occurred_at, body)
    on conflict (organization_id, connection_id, event_id) do nothing returning id`,
};

/** The same for many deliveries of one connection at once: the ids of those that were kept. */
export async function keepDeliveries(
  session: Session,
  scope: Scope,
  connectionId: string,
  via: NonNullable<NewDelivery['via']>,
  deliveries: readonly NewDelivery[],
): Promise<ReadonlySet<string>> {
  const column = <K extends keyof NewDelivery>(name: K) => deliveries.map((delivery) => delivery[name]);
  const bodies = deliveries.map(({ body }) => Buffer.from(body.buffer, body.byteOffset, body.byteLength));
  const values = [column('id'), column('eventId'), column('type'), column('occurredAt'), bodies];
  const kept = await session.query<{ id: string }>(insertMany, [scope.organizationId, connectionId, via, ...values]);
  return new Set(kept.map(({ id }) => id));
}

const read: Statement = {
  name: 'inbox_read',
  text: `select id, connection_id as "connectionId", event_id as "eventId", type, iso(occurred_at) as "occurredAt", body, state, attempts
    from inbox where organization_id = $1 and id = $2 for update`,
};

/** Locked, so that one hand works on it. Null: no such delivery, or its body was erased. */
export async function takeDelivery(session: Session, scope: Scope, id: string): Promise<Delivery | null> {
  const [row] = await session.query<Delivery & { body: Uint8Array | null }>(read, [scope.organizationId, id]);
  return row === undefined || row.body === null ? null : row;
}

/** What of a delivery is shown: not its body. */
export interface ShownDelivery extends Omit<NewDelivery, 'body' | 'via'> {
  readonly state: InboxState;
  readonly attempts: number;
  readonly problem: InboxProblem | null;
}

const show: Statement = {
  name: 'inbox_show',
  text: `select id, connection_id as "connectionId", event_id as "eventId", type, iso(occurred_at) as "occurredAt", state, attempts, problem
    from inbox where organization_id = $1 and id = $2`,
};

export async function showDelivery(session: Session, scope: Scope, id: string): Promise<ShownDelivery | null> {
  const [row] = await session.query<ShownDelivery & Record<string, unknown>>(show, [scope.organizationId, id]);
  return row ?? null;
}

const finish: Statement = {
  name: 'inbox_finish',
  // Of somebody who was erased, and has not come back, nothing is kept that is personal (F144).
  text: `with of as (
      select keeps_none($1, p.customer_id, i.occurred_at) as erased from inbox i join payment p on p.organization_id = $1 and p.id = $5::uuid
      where i.organization_id = $1 and i.id = $2)
    update inbox set state = $3, problem = $4, payment_id = $5, attempts = attempts + 1, finished_at = now(),
      body = case when (select erased from of) then null else body end,
      body_gone = case when (select erased from of) then 'erasure' else body_gone end,
      body_gone_at = case when (select erased from of) then now() else body_gone_at end
    where organization_id = $1 and id = $2`,
};

export function finishDelivery(
  session: Session,
  scope: Scope,
  id: string,
  state: InboxState,
  problem: InboxProblem | null,
  /** The payment it is about; one it waits for ends the waiting. */
  payment: string | null = null,
): void {
  session.last(finish, [scope.organizationId, id, state, problem === null ? null : JSON.stringify(problem), payment]);
}

const postpone: Statement = {
  name: 'inbox_postpone',
  text: `update inbox set state = $3, problem = $4, attempts = attempts + 1, due_at = now() + make_interval(secs => $5) where organization_id = $1 and id = $2`,
};

/** A failed try: due again after `seconds`, or parked where an admin sees it. */
export function postponeDelivery(
  session: Session,
  scope: Scope,
  id: string,
  problem: InboxProblem,
  seconds: number | null,
): void {
  const state: InboxState = seconds === null ? 'parked' : 'received';
  session.last(postpone, [scope.organizationId, id, state, JSON.stringify(problem), seconds ?? 0]);
}

const again: Statement = {
  name: 'inbox_again',
  text: `update inbox set state = 'received', attempts = 0, due_at = now() + interval '30 seconds' where organization_id = $1 and id = $2 and body is not null returning id`,
};

/** Makes a delivery due as if it had just come in. False where there is none, or its body was erased. */
export async function reopenDelivery(session: Session, scope: Scope, id: string): Promise<boolean> {
  return (await session.query(again, [scope.organizationId, id])).length > 0;
}
