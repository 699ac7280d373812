import { countedSoFar } from './click-hours.ts';
import type { Scope, Session, Statement } from './session.ts';

const nextStatement: Statement = {
  name: 'click_months_next',
  text: `select months_until::text as until, sent_back as "sentBack", iso(m.month) as month, iso(m.next) as next, m.next < $2 as "isOver"
    from click_rollup r,
      lateral (select coalesce(r.months_until, date_trunc('month', (select at from click where organization_id = $1 order by id limit 1), 'UTC')) as month) f,
      lateral (select f.month, ((f.month at time zone 'UTC') + interval '1 month') at time zone 'UTC' as next) m
    where r.organization_id = $1`,
};

/** The first month that is not counted. */
interface Next {
  readonly until: string | null;
  readonly sentBack: string;
  /** Null: there are no clicks yet. */
  readonly month: string | null;
  readonly next: string;
  readonly isOver: boolean | null;
}

const countStatement: Statement = {
  name: 'click_months_count',
  text: `insert into click_month (organization_id, month, enrollment_id, clicks)
    select $1, $2, c.enrollment_id, count(*) from click c
    where c.organization_id = $1 and c.id >= uuid_floor($2) and c.id < uuid_floor($3) and c.counts and c.mode = 'live' group by 3
    on conflict do nothing`,
};

const advanceStatement: Statement = {
  name: 'click_months_advance',
  text: `update click_rollup set months_until = $2 where organization_id = $1 and sent_back = $3 and months_until is not distinct from $4::timestamptz
    returning true as advanced`,
};

/**
 * Counts the first month that is over and not counted yet; false where there is none, or where it was sent back meanwhile: then nothing of it is kept.
 *
 * @param before a month that ended before this is over: clicks may be on their way for some time
 */
export async function countMonth(session: Session, scope: Scope, before: Date): Promise<boolean> {
  const { organizationId } = scope;
  await countedSoFar(session, scope, before);
  const [found] = await session.query<Next & Record<string, unknown>>(nextStatement, [organizationId, before]);
  if (found?.month == null || found.isOver !== true) return false;
  await session.query(countStatement, [organizationId, found.month, found.next]);
  const advanced = await session.query(advanceStatement, [organizationId, found.next, found.sentBack, found.until]);
  if (advanced.length > 0) return true;
  session.abandon();
  return false;
}
