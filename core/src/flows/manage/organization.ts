import type { Organization, OrganizationChange } from '../../contract/api/organizations.ts';
import { edit } from '../../store/edited/edit.ts';
import { find, hold } from '../../store/edited/find.ts';
import type { Scope } from '../../store/session.ts';
import type { Desk } from './desk.ts';
import { kinds } from './kinds.ts';
import { showOrganization } from './organization-view.ts';
import { refuseUnknownZone } from './time-zone.ts';

export async function readOrganization({ engine }: Desk, scope: Scope): Promise<Organization> {
  return edit(engine.store, scope, async (em) =>
    showOrganization(await find(em, kinds.organization, scope.organizationId)),
  );
}

/**
 * Changes what is given and leaves the rest. Grace days hold for what is credited from now on: those of earlier credits are frozen (C7).
 *
 * @throws Problem `stale_version`, `invalid_request`
 */
export async function changeOrganization(desk: Desk, scope: Scope, change: OrganizationChange): Promise<Organization> {
  const { version, ...members } = change;
  if (members.timeZone !== undefined) refuseUnknownZone(members.timeZone);
  return edit(desk.engine.store, scope, async (em) => {
    const organization = await hold(em, kinds.organization, scope.organizationId, version);
    em.assign(organization, members);
    await em.flush();
    return showOrganization(organization);
  });
}
