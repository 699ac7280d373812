import type { Invitation, InvitationList, MadeInvitation, NewInvitation } from '../../contract/api/members.ts';
import { Problem } from '../../contract/errors.ts';
import { edit } from '../../store/edited/edit.ts';
import { find } from '../../store/edited/find.ts';
import { Invitation as Row } from '../../store/entities/invitation.ts';
import type { Scope } from '../../store/session.ts';
import { peopleHere } from '../../store/sign-in/people.ts';
import type { Desk } from '../manage/desk.ts';
import { linkPages, writeInvitation } from './invite.ts';
import { refuseForeignOwners, type TeamScope } from './members.ts';
import { personEmail } from './person-email.ts';

const kind = { entity: Row, word: 'invitation' } as const;
/** More that nobody accepts are more than anybody meant. */
const mostOpen = 200;

/** Those nobody has accepted yet, the newest first. */
export async function listInvitations({ engine }: Desk, scope: Scope): Promise<InvitationList> {
  return edit(engine.store, scope, async (em) => {
    const open = await em.find(Row, { usedAt: null }, { orderBy: { id: 'desc' }, limit: mostOpen });
    return { data: open.map((row) => ({ ...shown(row), expired: row.expiresAt <= engine.now() })) };
  });
}

/**
 * Invites somebody by their address. The answer has a link to hand on; `mail` is another one, for their mailbox only. An earlier invitation
 * of the same address ends.
 *
 * @throws Problem `forbidden`, `already_exists` for a member, `invalid_request`
 */
export async function invite(
  { engine, publicUrl }: Desk,
  scope: TeamScope,
  { email: given, role }: NewInvitation,
): Promise<{
  readonly made: Omit<MadeInvitation, 'mailed'>;
  readonly mail: { readonly to: string; readonly link: string };
}> {
  const email = personEmail(given);
  refuseForeignOwners(scope, role);
  return edit(engine.store, scope, async (em) => {
    if ((await peopleHere(em)).some((person) => person.email === email)) {
      throw new Problem('already_exists', `${email} belongs to this organization already: change their role instead`, {
        field: 'email',
        value: email,
      });
    }
    const open = await em.find(Row, { usedAt: null, email });
    for (const earlier of open) em.remove(earlier);
    if ((await em.count(Row, { usedAt: null })) - open.length >= mostOpen) {
      throw new Problem('too_many_requests', `${mostOpen} invitations are open: take some back first`);
    }
    const { row, token, mailToken } = await writeInvitation(em, scope, engine.now(), { email, role });
    return {
      made: { ...shown(row), link: linkPages.invitation(publicUrl, token) },
      mail: { to: email, link: linkPages.invitation(publicUrl, mailToken) },
    };
  });
}

/**
 * Takes an invitation back: its links work no longer.
 *
 * @throws Problem `not_found`, `forbidden`
 */
export async function withdrawInvitation({ engine }: Desk, scope: TeamScope, id: string): Promise<void> {
  await edit(engine.store, scope, async (em) => {
    const row = await find(em, kind, id);
    if (row.usedAt !== null) throw new Problem('not_found', `the invitation ${id} was accepted`);
    refuseForeignOwners(scope, row.role);
    em.remove(row);
    await em.flush();
  });
}

const shown = ({ id, email, role, createdAt, expiresAt }: Row): Omit<Invitation, 'expired'> => ({
  id,
  email: email ?? null,
  role,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
});
