import { edit } from '../../store/edited/edit.ts';
import type { Scope } from '../../store/session.ts';
import { isAnybody } from '../../store/sign-in/memberships.ts';
import { listOrganizations } from '../../store/doors.ts';
import type { Desk } from '../manage/desk.ts';
import { linkPages, writeInvitation } from './invite.ts';

/** A link that makes whoever opens it first an owner of the organization. Single use, for 7 days. */
export async function makeOwnerLink({ engine, publicUrl }: Desk, scope: Scope): Promise<string> {
  const { token } = await edit(engine.store, scope, (em) => writeInvitation(em, scope, engine.now(), null));
  return linkPages.owner(publicUrl, token);
}

/** The same while nobody has come in yet and there is one organization to come into; else null. */
export async function firstOwnerLink(desk: Desk): Promise<string | null> {
  const { store } = desk.engine;
  if (await isAnybody(store)) return null;
  const [only, ...others] = await listOrganizations(store);
  if (only === undefined || others.length > 0) return null;
  return makeOwnerLink(desk, { organizationId: only.id, actor: 'core' });
}
