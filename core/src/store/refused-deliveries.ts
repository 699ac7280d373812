import type { Scope, Session, Statement } from './session.ts';

export interface Refused {
  readonly connectionId: string;
  readonly reason: string;
  readonly count: number;
  readonly at: string;
  readonly detail: string;
}

const statement: Statement = {
  name: 'refused_delivery',
  text: `insert into refused_delivery as r (organization_id, connection_id, reason, count, first_at, last_at, detail) values ($1, $2, $3, $4, $5, $5, $6)
    on conflict (organization_id, connection_id, reason) do update
    set count = r.count + excluded.count, last_at = greatest(r.last_at, excluded.last_at), detail = excluded.detail`,
};

/** Adds to what was refused of a connection for one reason. */
export function addRefused(
  session: Session,
  { organizationId }: Scope,
  { connectionId, reason, count, at, detail }: Refused,
): void {
  session.last(statement, [organizationId, connectionId, reason, count, at, detail]);
}
