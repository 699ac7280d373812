import type { Goal } from '../domain/milestones.ts';
import { apiConnection } from './prepared-fact.ts';
import type { Scope, Session, Statement } from './session.ts';

/** What names a milestone of an enrollment; the tab keeps it apart from payments' ids. */
export const milestoneReference = (enrollmentId: string, name: string): string => `bonus\t${enrollmentId}\t${name}`;

const holdStatement: Statement = {
  name: 'milestones_hold',
  text: `select pg_advisory_xact_lock(hashtextextended($1 || ':milestones:' || e, 0)) from unnest($2::text[]) e`,
};

/**
 * Of two sales of one enrollment whose holds end at once, the second waits here, and then counts the first. Before anything is posted, so that
 * waits form no cycle with those for balances.
 */
export async function holdMilestones(
  session: Session,
  { organizationId }: Scope,
  goals: readonly Goal[],
): Promise<void> {
  const enrollments = [...new Set(goals.map(({ enrollmentId }) => enrollmentId))].sort();
  await session.query(holdStatement, [organizationId, enrollments]);
}

export interface Reached extends Goal {
  /** When the sale that made the number full was paid. */
  readonly occurredAt: string;
}

const reachedStatement: Statement = {
  name: 'milestones_reached',
  text: `with open as materialized (
      select g.* from unnest($2::uuid[], $3::text[], $4::int[]) g (enrollment, name, sales)
      where not exists (select from payment_reference r where r.organization_id = $1 and r.mode = 'live' and r.connection_id = $5
        and r.reference = E'bonus\t' || g.enrollment || E'\t' || g.name)
    )
    select g.enrollment as "enrollmentId", g.name, g.sales, iso(n.occurred_at) as "occurredAt" from open g
    join enrollment e on e.organization_id = $1 and e.id = g.enrollment
    cross join lateral (
      select c.occurred_at from conversion c
      where c.organization_id = $1 and c.affiliate_id = e.affiliate_id and c.enrollment_id = e.id and c.role = 'credit' and c.type = 'sale'
        and c.mode = 'live' and c.closed and not c.denied and not c.merged and not c.withdrawn and c.reversed_amount < c.amount
      order by c.occurred_at, c.payment_id offset g.sales - 1 limit 1
    ) n order by 1, 2`,
};

/** Goals that are reached by now and were not before: so many credited sales past their hold, not wholly returned. */
export async function reachedNow(
  session: Session,
  { organizationId }: Scope,
  goals: readonly Goal[],
): Promise<readonly Reached[]> {
  return session.query<Reached & Record<string, unknown>>(reachedStatement, [
    organizationId,
    goals.map(({ enrollmentId }) => enrollmentId),
    goals.map(({ name }) => name),
    goals.map(({ sales }) => sales),
    apiConnection,
  ]);
}
