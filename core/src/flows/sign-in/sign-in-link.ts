import type { AuthPool } from '../../store/sign-in/auth-pool.ts';
import { claimAddress, keepSignInLink, putPassword, takeSignInLink } from '../../store/sign-in/sign-in-links.ts';
import { signInLetter } from '../mail/letters.ts';
import type { Mailer } from '../mail/mailer.ts';
import { linkPages } from './invite.ts';
import { hashLinkToken, makeLinkToken } from './link-token.ts';
import { linkUsed } from './look.ts';

const minutes = 15;

/** What signing in by a link stands on. */
export interface LinkDesk {
  readonly pool: AuthPool;
  readonly mailer: Mailer;
  readonly publicUrl: () => string;
  readonly now: () => Date;
}

/** Sends a link to whoever has this address; nothing where nobody has. The caller must not be told which, nor be able to tell by the time it takes. */
export async function sendSignInLink(desk: LinkDesk, email: string, callbackURL: string | undefined): Promise<void> {
  const token = makeLinkToken();
  const expiresAt = new Date(desk.now().getTime() + minutes * 60_000);
  const { sends: mailed } = desk.mailer;
  const known = await keepSignInLink(desk.pool, { hash: hashLinkToken(token), email, mailed, expiresAt });
  if (known)
    await desk.mailer.send(signInLetter(email, linkPages.signIn(desk.publicUrl(), token, callbackURL), minutes));
}

/**
 * Uses a link up. Who is who was mailed it; a new password may take the place of one that was forgotten.
 *
 * @param hashPassword asked only for a link that is good
 * @throws Problem `link_used`
 */
export async function redeemSignInLink(
  { pool }: LinkDesk,
  token: string,
  newPassword: string | undefined,
  hashPassword: (password: string, wanted: () => Promise<boolean>) => Promise<string | null>,
): Promise<string> {
  const taken = await takeSignInLink(pool, hashLinkToken(token));
  if (taken === null) throw linkUsed();
  if (taken.mailed) await claimAddress(pool, taken.personId);
  const hash = newPassword === undefined ? null : await hashPassword(newPassword, async () => true);
  if (hash !== null) await putPassword(pool, taken.personId, hash);
  return taken.personId;
}
