import type { AuditEntry, AuditQuery } from '../../contract/api/records.ts';
import { Problem } from '../../contract/errors.ts';
import { readAudit } from '../../store/edited/audit.ts';
import { inOrganization, type Scope } from '../../store/session.ts';
import type { Desk } from './desk.ts';

/**
 * Who changed what, the newest first (F140). Personal data is masked, secrets are told by name only.
 *
 * @throws Problem `invalid_request` for a cursor of another list
 */
export async function listAudit(
  { engine }: Desk,
  scope: Scope,
  { cursor, take, ...filter }: AuditQuery,
): Promise<{ readonly data: AuditEntry[]; readonly nextCursor: string | null }> {
  if (cursor !== undefined && !/^\d{1,18}$/.test(cursor)) refuseCursor();
  const before = cursor === undefined ? {} : { before: cursor };
  const found = await inOrganization(engine.store, scope, (session) =>
    readAudit(session, scope, { ...filter, ...before, limit: take + 1 }),
  );
  const data = found.slice(0, take);
  return { data, nextCursor: found.length > take ? (data.at(-1)?.id ?? null) : null };
}

function refuseCursor(): never {
  const message = 'is not a nextCursor of this list';
  const errors = [{ in: 'query', path: '/cursor', message }];
  throw new Problem('invalid_request', `cursor ${message}: begin again without one`, { errors });
}
