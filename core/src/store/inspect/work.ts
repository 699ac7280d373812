import type { Scope, Session, Statement } from '../session.ts';

/** What waits in an organization. */
export interface WorkFacts {
  readonly parked: number;
  /** Deliveries nobody took up within 5 minutes of when they were due. */
  readonly overdueDeliveries: number;
  /** Payments nobody looked at again within 5 minutes of when they were due. */
  readonly overdueRevisits: number;
  readonly connections: readonly string[];
}

const statement: Statement = {
  name: 'inspect_work',
  text: `select
      (select count(*)::int from inbox where organization_id = $1 and state = 'parked') as parked,
      (select count(*)::int from inbox where organization_id = $1 and state = 'received' and due_at < now() - interval '5 minutes') as "overdueDeliveries",
      (select count(*)::int from revisit where organization_id = $1 and due_at < now() - interval '5 minutes') as "overdueRevisits",
      array(select id::text from connection where organization_id = $1 and active order by 1) as connections`,
};

export async function workFacts(session: Session, scope: Scope): Promise<WorkFacts> {
  const [facts] = await session.query<WorkFacts & Record<string, unknown>>(statement, [scope.organizationId]);
  return facts ?? { parked: 0, overdueDeliveries: 0, overdueRevisits: 0, connections: [] };
}
