import type { Scope, Session, Statement } from './session.ts';

/** Rows in one transaction: small enough that nobody waits for it. */
const batch = 1_000;

const statement: Statement = {
  name: 'drop_old_bodies',
  text: `update inbox i set body = null, body_gone = 'retention', body_gone_at = now()
    from (select d.id from inbox d, organization o where o.id = $1 and d.organization_id = $1 and d.body is not null and d.state <> 'received'
      and d.id < uuid_floor($2::timestamptz - make_interval(days => o.inbox_days)) order by d.id limit ${batch} for update of d skip locked) old
    where i.organization_id = $1 and i.id = old.id returning i.id`,
};

/**
 * Drops bodies that are older than the organization keeps them, some at a time. What is still to be worked on keeps its own. True: there may be
 * more.
 */
export async function dropOldBodies(
  session: Session,
  { organizationId }: Scope,
  now: string,
): Promise<{ readonly dropped: number; readonly more: boolean }> {
  const rows = await session.query(statement, [organizationId, now]);
  return { dropped: rows.length, more: rows.length === batch };
}
