import type { Role } from '../../contract/api/access.ts';
import type { Editor } from '../../store/edited/edit.ts';
import { Invitation } from '../../store/entities/invitation.ts';
import { newId } from '../../store/ids.ts';
import type { Scope } from '../../store/session.ts';
import { hashLinkToken, makeLinkToken } from './link-token.ts';

const day = 86_400_000;
/** Days an invitation by address lasts, and one without: an owner link is printed where many may look. */
const lasts = { byAddress: 14, ownerLink: 7 } as const;

export interface WrittenInvitation {
  readonly row: Invitation;
  /** Of the link to hand on; shown this once. */
  readonly token: string;
  /** Of the link that is mailed: it shows that the address is theirs. */
  readonly mailToken: string;
}

/** Within the transaction of whoever invites. Without an address: an owner link. */
export async function writeInvitation(
  em: Editor,
  { organizationId }: Scope,
  now: Date,
  invited: { readonly email: string; readonly role: Role } | null,
): Promise<WrittenInvitation> {
  const [token, mailToken] = [makeLinkToken(), makeLinkToken()];
  const days = invited === null ? lasts.ownerLink : lasts.byAddress;
  const row = em.create(Invitation, {
    organizationId,
    id: newId(),
    email: invited?.email ?? null,
    role: invited?.role ?? 'owner',
    hash: hashLinkToken(token),
    mailHash: invited === null ? null : hashLinkToken(mailToken),
    expiresAt: new Date(now.getTime() + days * day),
    usedAt: null,
  });
  await em.flush();
  return { row, token, mailToken };
}

/** The pages of the dashboard that redeem links, by POST: what reads mail follows links. */
export const linkPages = {
  owner: (publicUrl: string, token: string) => `${publicUrl}/setup?token=${token}`,
  invitation: (publicUrl: string, token: string) => `${publicUrl}/invitation?token=${token}`,
  signIn: (publicUrl: string, token: string, callbackURL?: string) =>
    `${publicUrl}/sign-in/link?token=${token}${callbackURL === undefined ? '' : `&callbackURL=${encodeURIComponent(callbackURL)}`}`,
} as const;
