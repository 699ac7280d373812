import { withMoments } from '../reads/days.ts';
import type { Scope, Session, Statement } from '../session.ts';

export interface AuditFilter {
  readonly entity?: string;
  readonly entityId?: string;
  readonly actor?: string;
  /** Any of them. */
  readonly action?: readonly string[];
  /** Days of the organization, RFC 3339 moments: `until` is exclusive. */
  readonly from?: string;
  readonly to?: string;
  readonly since?: string;
  readonly until?: string;
  /** Only entries before this id. */
  readonly before?: string;
  readonly limit: number;
}

export interface AuditRow {
  readonly id: string;
  readonly at: string;
  readonly actor: string;
  readonly reason: string | null;
  readonly action: 'insert' | 'update' | 'delete';
  readonly entity: string;
  readonly entityId: string;
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
}

const entries: Statement = {
  name: 'audit_entries',
  text: `select id::text, iso(at) as at, actor, reason, action, entity, entity_id as "entityId", before, after from audit
    where organization_id = $1 and ($2::text is null or entity = $2) and ($3::text is null or entity_id = $3)
      and ($4::text is null or actor = $4) and ($5::timestamptz is null or at >= $5) and ($6::bigint is null or id < $6)
      and ($8::timestamptz is null or at < $8) and ($9::text[] is null or action = any ($9))
    order by audit.id desc limit $7`,
};

/** The newest first. */
export async function readAudit(session: Session, scope: Scope, filter: AuditFilter): Promise<readonly AuditRow[]> {
  const narrowed = await withMoments(session, scope, filter);
  const { entity, entityId, actor, since, until, action, before, limit } = narrowed;
  const { organizationId } = scope;
  return session.query<AuditRow>(entries, [
    organizationId,
    entity,
    entityId,
    actor,
    since,
    before,
    limit,
    until,
    action,
  ]);
}
