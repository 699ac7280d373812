import type { Scope, Session } from '../session.ts';
import { type Check, isId } from './cursor.ts';
import { type Paged, type PageQuery, readPage, run } from './page.ts';
import { type Sql, sql } from './sql.ts';

export interface BackfillRow {
  readonly id: string;
  readonly connectionId: string;
  readonly since: string;
  readonly until: string;
  readonly by: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly report: object | null;
  readonly progress: (object & { readonly reached?: string }) | null;
  readonly problem: { readonly code: string; readonly detail: string } | null;
  /** Nobody works on it any more. */
  readonly abandoned: boolean;
}

const rows = (those: Sql): Sql => sql`
  select b.id, b.connection_id as "connectionId", iso(b.since) as since, iso(b.until) as until, b.actor as by, iso(b.started_at) as "startedAt",
    iso(b.finished_at) as "finishedAt", b.report, b.progress, b.problem,
    b.finished_at is null and coalesce(b.progress_at, b.started_at) < now() - interval '10 minutes' as abandoned
  from backfill b where ${those}`;

/** As `iso` writes it. */
const isTime: Check = (value) =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) && !Number.isNaN(Date.parse(value));

/** Of one connection, the latest first. @throws Problem `invalid_request` for a cursor of another list */
export const pageOfBackfills = (
  session: Session,
  { organizationId }: Scope,
  connectionId: string,
  page: PageQuery,
): Promise<Paged<BackfillRow>> =>
  readPage<BackfillRow>(
    session,
    {
      list: 'backfills',
      checks: [isTime, isId],
      positionOf: ({ startedAt, id }) => [startedAt, id],
      read: (last, limit) =>
        rows(
          sql`b.organization_id = ${organizationId} and b.connection_id = ${connectionId}${
            last === null
              ? sql``
              : sql` and (date_trunc('milliseconds', b.started_at), b.id) < (${last[0]}::timestamptz, ${last[1]}::uuid)`
          } order by date_trunc('milliseconds', b.started_at) desc, b.id desc limit ${limit}`,
        ),
    },
    page,
  );

export async function findBackfill(
  session: Session,
  { organizationId }: Scope,
  id: string,
): Promise<BackfillRow | null> {
  const [row] = await run<BackfillRow>(session, rows(sql`b.organization_id = ${organizationId} and b.id = ${id}`));
  return row ?? null;
}
