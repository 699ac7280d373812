import type { Member } from '../../contract/api/members.ts';
import type { Editor } from '../edited/edit.ts';

/** Everybody who belongs to the organization of `em`, oldest first. */
export async function peopleHere(em: Editor): Promise<readonly Member[]> {
  return em.execute<Member[]>(
    `select id, name, email, two_factor as "twoFactor", role, version, joined_at as "joinedAt" from people_here()`,
  );
}

/**
 * Whether the organization has an owner besides this one. Holds all owners until the end of the transaction, so that of two who leave at the
 * same moment one stays.
 */
export async function otherOwners(em: Editor, id: string): Promise<boolean> {
  const owners = await em.execute<{ id: string }[]>(
    `select id from membership where organization_id = current_organization() and role = 'owner' order by id for update`,
  );
  return owners.some((owner) => owner.id !== id);
}
