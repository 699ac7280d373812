import type { Member, MemberChange, MemberList } from '../../contract/api/members.ts';
import type { Role } from '../../contract/api/access.ts';
import { Problem } from '../../contract/errors.ts';
import { edit, type Editor } from '../../store/edited/edit.ts';
import { hold } from '../../store/edited/find.ts';
import { Membership } from '../../store/entities/membership.ts';
import type { Scope } from '../../store/session.ts';
import { otherOwners, peopleHere } from '../../store/sign-in/people.ts';
import type { Desk } from '../manage/desk.ts';

/** Who changes the team: a person with a role in this organization. */
export interface TeamScope extends Scope {
  readonly role: Role;
}

const kind = { entity: Membership, word: 'member' } as const;

export async function listMembers({ engine }: Desk, scope: Scope): Promise<MemberList> {
  return { data: await edit(engine.store, scope, async (em) => [...(await peopleHere(em))]) };
}

/**
 * Gives a member another role; at once, since roles are read with every request. Owners are made and unmade by owners.
 *
 * @throws Problem `not_found`, `stale_version`, `forbidden`, `last_owner`
 */
export async function changeMember(desk: Desk, scope: TeamScope, id: string, change: MemberChange): Promise<Member> {
  const { role, version } = change;
  return edit(desk.engine.store, scope, async (em) => {
    const member = await hold(em, kind, id, version);
    if (member.role !== role) {
      for (const one of [member.role, role]) refuseForeignOwners(scope, one);
      if (member.role === 'owner') await refuseLastOwner(em, id);
      member.role = role;
      await em.flush();
    }
    const shown = (await peopleHere(em)).find((person) => person.id === id);
    if (shown === undefined) throw new Problem('not_found', `there is no member ${id} in this organization`);
    return shown;
  });
}

/**
 * Takes a member out of the organization; their account stays theirs.
 *
 * @throws Problem `not_found`, `forbidden`, `last_owner`
 */
export async function removeMember(desk: Desk, scope: TeamScope, id: string): Promise<void> {
  await edit(desk.engine.store, scope, async (em) => {
    const member = await hold(em, kind, id);
    refuseForeignOwners(scope, member.role);
    if (member.role === 'owner') await refuseLastOwner(em, id);
    em.remove(member);
    await em.flush();
  });
}

/** @throws Problem `forbidden` */
export function refuseForeignOwners(scope: TeamScope, role: Role): void {
  if (role !== 'owner' || scope.role === 'owner') return;
  throw new Problem('forbidden', 'Owners are made, changed and removed by owners only.', {
    role: scope.role,
    needed: 'owner',
  });
}

async function refuseLastOwner(em: Editor, id: string): Promise<void> {
  if (await otherOwners(em, id)) return;
  throw new Problem('last_owner', 'This is the only owner: make somebody else an owner first.');
}
