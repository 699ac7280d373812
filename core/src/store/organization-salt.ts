import type { Store } from './database.ts';
import { inOrganization } from './session.ts';

const readSalt = { name: 'organization_salt', text: 'select salt from organization' };

/** The salt of an organization, read once: it never changes. */
export function createSaltReader(store: Store): (organizationId: string) => Promise<Buffer> {
  const known = new Map<string, Buffer>();
  return async (organizationId) => {
    const kept = known.get(organizationId);
    if (kept !== undefined) return kept;
    const [row] = await inOrganization(store, { organizationId, actor: 'core' }, (session) =>
      session.query<{ salt: Buffer }>(readSalt, []),
    );
    if (row === undefined) throw new Error(`there is no organization ${organizationId}`);
    known.set(organizationId, row.salt);
    return row.salt;
  };
}
