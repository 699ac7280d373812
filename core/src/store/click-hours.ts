import { apiConnection } from './prepared-fact.ts';
import type { Scope, Session, Statement } from './session.ts';

/** One enrollment's clicks of one UTC clock hour that counted: of each visitor the first (C3). */
export interface ClickHour {
  readonly enrollmentId: string;
  /** When it began, RFC 3339 in UTC. */
  readonly hour: string;
  readonly clicks: number;
}

export interface Span {
  /** Inclusive, whole hours. */
  readonly from: Date;
  /** Exclusive. */
  readonly until: Date;
}

/** What names an hour of an enrollment; the tab keeps it apart from payments' ids. */
export const hourReference = (enrollmentId: string, hour: string): string => `clicks\t${enrollmentId}\t${hour}`;

/** How far clicks are counted. */
export interface Counted {
  readonly doneUntil: Date;
  /** How often it was sent back so far. */
  readonly sentBack: string;
}

const doneStatement: Statement = {
  name: 'click_hours_done',
  text: `select done_until as "doneUntil", sent_back as "sentBack" from click_rollup where organization_id = $1`,
};

const beginStatement: Statement = {
  name: 'click_hours_begin',
  text: `insert into click_rollup (organization_id, done_until)
    select $1, date_trunc('hour', coalesce((select at from click where organization_id = $1 order by id limit 1), $2), 'UTC') on conflict do nothing`,
};

/** Up to when clicks were counted; the first time, when the first one was made. */
export async function countedSoFar(session: Session, { organizationId }: Scope, now: Date): Promise<Counted> {
  const read = async () => (await session.query<Counted & Record<string, unknown>>(doneStatement, [organizationId]))[0];
  const known = await read();
  if (known !== undefined) return known;
  await session.query(beginStatement, [organizationId, now]);
  return (await read()) ?? { doneUntil: now, sentBack: '0' };
}

const paidStatement: Statement = {
  name: 'click_hours_paid',
  text: `select e.id, min(t.valid_from) as since from enrollment e
    join terms t on t.organization_id = e.organization_id and (t.campaign_id = e.campaign_id and t.level = 'campaign'
      or t.enrollment_id = e.id or t.group_id in (select g.group_id from enrollment_period g where g.organization_id = $1 and g.enrollment_id = e.id))
    where e.organization_id = $1 and coalesce(t.terms -> 'commission', t.terms) -> 'models' ?| $2 group by e.id`,
};

/** Enrollments that some version of their terms pays by one of these models, and since when at the earliest. */
export async function paidBy(
  session: Session,
  { organizationId }: Scope,
  models: readonly string[],
): Promise<{ readonly enrollments: readonly string[]; readonly since: Date | null }> {
  const rows = await session.query<{ id: string; since: Date }>(paidStatement, [organizationId, models]);
  const since = rows.map((row) => new Date(row.since).getTime());
  return { enrollments: rows.map(({ id }) => id), since: since.length === 0 ? null : new Date(Math.min(...since)) };
}

/** Ids begin with the time, so that only the partitions and pages of the span are read; what is known already costs one look by its reference. */
const countStatement: Statement = {
  name: 'click_hours_count',
  text: `with counted as materialized (
      select enrollment_id, hour, count(*)::int as clicks from (
        select distinct enrollment_id, date_trunc('hour', at, 'UTC') as hour, visitor from click
        where organization_id = $1 and id >= uuid_floor($2) and id < uuid_floor($3) and mode = 'live' and counts and enrollment_id = any ($4)
      ) firsts group by 1, 2
    )
    select c.enrollment_id as "enrollmentId", iso(c.hour) as hour, c.clicks from counted c
    where c.clicks > coalesce((
      select max((f.fact ->> 'clicks')::int) from fact f
      where f.organization_id = $1 and f.fact ->> 'type' = 'clicks.counted' and f.payment_id = (
        select r.payment_id from payment_reference r where r.organization_id = $1 and r.connection_id = $5 and r.mode = 'live'
          and r.reference = E'clicks\t' || c.enrollment_id || E'\t' || iso(c.hour))), 0)
    order by c.hour, c.enrollment_id`,
};

/** Hours that more clicks are known of than were ever stated. */
export async function hoursToCount(
  session: Session,
  { organizationId }: Scope,
  { from, until }: Span,
  enrollments: readonly string[],
): Promise<readonly ClickHour[]> {
  return session.query<ClickHour & Record<string, unknown>>(countStatement, [
    organizationId,
    from,
    until,
    enrollments,
    apiConnection,
  ]);
}

const advanceStatement: Statement = {
  name: 'click_hours_advance',
  text: `update click_rollup set done_until = $4 where organization_id = $1 and done_until = $2 and sent_back = $3`,
};

/** Unless it was sent back meanwhile, or somebody else went on: whoever reads anew goes on from there. */
export async function advance(
  session: Session,
  { organizationId }: Scope,
  { doneUntil, sentBack }: Counted,
  until: Date,
): Promise<void> {
  await session.query(advanceStatement, [organizationId, doneUntil, sentBack, until]);
}

const againStatement: Statement = {
  name: 'count_clicks_again',
  text: 'select count_clicks_again($1, $2), count_months_again($1, $2)',
};

/** For a click of an hour or month that may have been counted already, once it is durable. */
export async function countClicksAgain(session: Session, { organizationId }: Scope, since: Date): Promise<void> {
  await session.query(againStatement, [organizationId, since]);
}
