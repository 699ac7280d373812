import type { Scope, Session } from '../session.ts';
import type { Mode } from './conversion-filter.ts';
import { run } from './page.ts';
import { sql } from './sql.ts';

/** How many of everything somebody should look at there are, whenever it happened. */
export interface Waiting {
  readonly pendingEnrollments: number;
  /** Leads that earn nothing before a person says that they are some (C3). */
  readonly awaitingLeads: number;
  readonly withoutRate: number;
  readonly failed: number;
  readonly parked: number;
  readonly quarantined: number;
  /** Connections with deliveries of the last day that were not understood. */
  readonly troubled: readonly string[];
}

export async function whatWaits(session: Session, scope: Scope, mode: Mode, modes: readonly Mode[]): Promise<Waiting> {
  const o = scope.organizationId;
  const those = sql`array(select n.id from connection n where n.organization_id = ${o} and n.mode = any (${modes}))`;
  const inState = (state: string) =>
    sql`(select count(*)::int from inbox i where i.organization_id = ${o} and i.state = ${state} and i.connection_id = any (${those}))`;
  const payments = (state: string) =>
    sql`(select count(*)::int from payment p where p.organization_id = ${o} and p.state = ${state} and p.kind = 'payment' and p.mode = ${mode})`;
  const [row] = await run<Waiting>(
    session,
    sql`select (select count(*)::int from enrollment e where e.organization_id = ${o} and e.status = 'pending') as "pendingEnrollments",
      (select count(*)::int from payment p where p.organization_id = ${o} and p.kind = 'lead' and p.notes ? 'awaits_validation' and p.merged_into is null
        and p.state = 'credited' and p.mode = ${mode}) as "awaitingLeads",
      ${payments('no_rate')} as "withoutRate", ${payments('failed')} as failed, ${inState('parked')} as parked, ${inState('quarantined')} as quarantined,
      array(select distinct i.connection_id::text from inbox i where i.organization_id = ${o} and i.state in ('parked', 'quarantined')
        and i.connection_id = any (${those}) and i.id >= uuid_floor(now() - interval '1 day') order by 1) as troubled`,
  );
  if (row === undefined) throw new Error('counting found no row');
  return row;
}
