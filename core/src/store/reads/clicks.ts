import type { Scope, Session } from '../session.ts';
import type { Mode } from './conversion-filter.ts';
import { isId } from './cursor.ts';
import type { Moments } from './days.ts';
import { type Paged, type PageQuery, readPage } from './page.ts';
import { all, among, given, type Sql, sql } from './sql.ts';
import { subIdNames } from './sub-ids.ts';

export interface ClickFilter extends Moments {
  readonly affiliateId?: readonly string[];
  readonly campaignId?: readonly string[];
  readonly enrollmentId?: readonly string[];
  readonly counted?: boolean;
  readonly reason?: readonly string[];
}

export interface ClickRow {
  readonly id: string;
  readonly occurredAt: string;
  readonly affiliateId: string;
  readonly affiliateName: string;
  readonly enrollmentId: string;
  readonly campaignId: string;
  readonly linkId: string | null;
  /** Null: it is counted. */
  readonly reason: string | null;
  readonly via: 'link' | 'server';
  readonly referrer: string | null;
  readonly country: string | null;
  readonly subIds: Readonly<Record<string, string>>;
  readonly isTest: boolean;
}

/**
 * Why click `c` is not counted: it does not count at all, or another of its visitor on this enrollment in this hour came before it (C3). A visitor's first
 * click ever comes before all others of his, even one that is told later of a moment before it.
 */
const reasonSql: Sql = sql`case when not c.counts then c.reason when c.known and exists (
    select from click f where f.organization_id = c.organization_id and f.visitor = c.visitor and (f.id < c.id or not f.known)
      and f.id >= uuid_floor(date_trunc('hour', c.at, 'UTC')) and f.id < uuid_floor(date_trunc('hour', c.at, 'UTC') + interval '1 hour')
      and f.enrollment_id = c.enrollment_id and f.mode = c.mode and f.counts
  ) then 'repeat' end`;

/** Few clicks are more than looked at: these are in an index of their own. */
const doubtful: Sql = sql`(not c.counts or c.known)`;

/** Only whether it is a repeat is not written on the click itself, and takes a look at others. */
function withReason(reasons: readonly string[]): Sql {
  const written = reasons.filter((reason) => reason !== 'repeat');
  const stored = sql`not c.counts and ${among(sql`c.reason`, written)}`;
  const repeats = sql`c.known and c.counts and ${reasonSql} = 'repeat'`;
  if (written.length === reasons.length) return stored;
  return written.length === 0 ? repeats : sql`${doubtful} and (${stored} or ${repeats})`;
}

/** Ids begin with the time: a span of days reads only the partitions it is in. */
const those = (scope: Scope, mode: Mode, filter: ClickFilter): Sql =>
  all([
    sql`c.organization_id = ${scope.organizationId} and c.mode = ${mode}`,
    ...given(filter.since, (since) => sql`c.id >= uuid_floor(${since}::timestamptz)`),
    ...given(filter.until, (until) => sql`c.id < uuid_floor(${until}::timestamptz)`),
    ...given(filter.enrollmentId, (ids) => among(sql`c.enrollment_id`, ids)),
    ...given(filter.affiliateId, (ids) => enrolled(scope, among(sql`e.affiliate_id`, ids))),
    ...given(filter.campaignId, (ids) => enrolled(scope, among(sql`e.campaign_id`, ids))),
    ...given(filter.counted, (counted) =>
      counted ? sql`${reasonSql} is null` : sql`${doubtful} and (not c.counts or ${reasonSql} is not null)`,
    ),
    ...given(filter.reason, withReason),
  ]);

const enrolled = ({ organizationId }: Scope, which: Sql): Sql =>
  sql`c.enrollment_id in (select e.id from enrollment e where e.organization_id = ${organizationId} and ${which})`;

/** The newest first. @throws Problem `invalid_request` for a cursor of another list */
export async function pageOfClicks(
  session: Session,
  scope: Scope,
  mode: Mode,
  filter: ClickFilter,
  page: PageQuery,
): Promise<Paged<ClickRow>> {
  return readPage<ClickRow>(
    session,
    {
      list: 'clicks',
      checks: [isId],
      positionOf: ({ id }) => [id],
      read: (last, limit) => sql`
        select c.id, iso(c.at) as "occurredAt", e.affiliate_id as "affiliateId", a.name as "affiliateName", c.enrollment_id as "enrollmentId",
          e.campaign_id as "campaignId", c.link_id as "linkId", ${reasonSql} as reason, coalesce(c.details ->> 'via', 'link') as via,
          c.details ->> 'referrer' as referrer, c.details ->> 'country' as country,
          coalesce((select jsonb_object_agg(s.name, c.details -> s.name) from unnest(${subIdNames}::text[]) s (name) where c.details ? s.name), '{}')
            as "subIds", c.mode = 'test' as "isTest"
        from (
          select * from click c where ${all([those(scope, mode, filter), ...(last === null ? [] : [sql`c.id < ${last[0]}::uuid`])])}
          order by c.id desc limit ${limit}
        ) c
        join enrollment e on e.organization_id = c.organization_id and e.id = c.enrollment_id
        join affiliate a on a.organization_id = c.organization_id and a.id = e.affiliate_id
        order by c.id desc`,
    },
    page,
  );
}
