import type { InvitationSeen, OwnerLinkSeen } from '../../contract/api/sign-in.ts';
import { Problem } from '../../contract/errors.ts';
import { type FoundInvitation, findInvitation } from '../../store/sign-in/invitations.ts';
import type { Engine } from '../engine.ts';
import { unnamedOrganization } from '../manage/init-organization.ts';
import { hashLinkToken } from './link-token.ts';

export const linkUsed = (): Problem =>
  new Problem('link_used', 'Ask whoever sent it for another one; one who runs the server can make one too.');

type AddressedInvitation = FoundInvitation & { readonly email: string };

/** @throws Problem `link_used` */
export async function findOwnerLink({ store }: Engine, token: string): Promise<FoundInvitation> {
  const found = await findInvitation(store, hashLinkToken(token));
  if (found === null || found.email !== null) throw linkUsed();
  return found;
}

/** @throws Problem `link_used` */
export async function findAddressed({ store }: Engine, token: string): Promise<AddressedInvitation> {
  const found = await findInvitation(store, hashLinkToken(token));
  if (found === null || found.email === null) throw linkUsed();
  return found as AddressedInvitation;
}

/** @throws Problem `link_used` */
export async function lookAtOwnerLink(engine: Engine, token: string): Promise<OwnerLinkSeen> {
  const { organizationName, homeCurrency, timeZone, settled } = await findOwnerLink(engine, token);
  const named = settled || organizationName !== unnamedOrganization;
  return { ...(named ? { organization: organizationName } : {}), homeCurrency, timeZone, settled };
}

/** @throws Problem `link_used` */
export async function lookAtInvitation(engine: Engine, token: string): Promise<InvitationSeen> {
  const { organizationName, email, role, known } = await findAddressed(engine, token);
  return { organization: organizationName, email, role, account: known };
}
