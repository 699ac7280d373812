import type { Scope, Session, Statement } from '../session.ts';

export interface Arrived {
  readonly eventId: string;
  readonly type: string;
}

const statement: Statement = {
  name: 'inbox_first_since',
  text: `select event_id as "eventId", type from inbox where organization_id = $1 and connection_id = $2 and id > $3 order by id limit 1`,
};

/** The first delivery of a connection after an id: ids go by time. */
export async function firstSince(
  session: Session,
  scope: Scope,
  connectionId: string,
  after: string,
): Promise<Arrived | null> {
  const [row] = await session.query<Arrived & Record<string, unknown>>(statement, [
    scope.organizationId,
    connectionId,
    after,
  ]);
  return row ?? null;
}
