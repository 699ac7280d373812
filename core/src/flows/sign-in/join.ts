import type { AcceptBody, FirstRunBody } from '../../contract/api/sign-in.ts';
import { passwordLength } from '../../contract/api/sign-in.ts';
import { Problem } from '../../contract/errors.ts';
import { newId } from '../../store/ids.ts';
import { findInvitation, type Joined, type Redemption, redeemInvitation } from '../../store/sign-in/invitations.ts';
import type { Engine } from '../engine.ts';
import { refuseBody } from '../manage/refuse.ts';
import { refuseUnknownZone } from '../manage/time-zone.ts';
import { hashLinkToken } from './link-token.ts';
import { findAddressed, findOwnerLink, linkUsed } from './look.ts';
import { personEmail } from './person-email.ts';

/** Who came in by a link, and where. */
export type { Joined as Entering } from '../../store/sign-in/invitations.ts';

/** What joining asks of whoever knows who people are. */
export interface Proof {
  /** Null where it is no longer wanted when its turn comes. */
  readonly hashPassword: (password: string, wanted: () => Promise<boolean>) => Promise<string | null>;
  /** The id of the person with this address, when the caller is signed in as them, or the password is theirs. */
  readonly prove: (email: string, password: string | undefined) => Promise<string | null>;
}

/**
 * Uses an owner link up: makes the account, names the organization where nobody belongs to it yet, and joins as owner.
 *
 * @throws Problem `link_used`, `invalid_request`, `wrong_credentials` for an address that has an account
 */
export async function joinAsOwner(engine: Engine, proof: Proof, body: FirstRunBody): Promise<Joined> {
  const email = personEmail(body.email);
  if (body.organization !== undefined) refuseUnknownZone(body.organization.timeZone, '/organization/timeZone');
  await findOwnerLink(engine, body.token);
  return redeem(engine, {
    ...(await newcomer(engine, proof, { ...body, email })),
    organization: body.organization ?? null,
  });
}

/**
 * Accepts an invitation. Somebody new gives a name and, unless they will always come by a link, a password; an address that has an account is
 * joined by its owner only.
 *
 * @throws Problem `link_used`, `invalid_request`, `wrong_credentials`
 */
export async function acceptInvitation(engine: Engine, proof: Proof, body: AcceptBody): Promise<Joined> {
  const { email, mailed, known } = await findAddressed(engine, body.token);
  if (!known) {
    if (body.name === undefined) refuseBody('/name', 'is missing');
    const { password } = body;
    if (password === undefined && !mailed) refuseBody('/password', 'is missing');
    if (password !== undefined && password.length < passwordLength.minLength)
      refuseBody('/password', `must have at least ${passwordLength.minLength} characters`);
  }
  const given = await newcomer(engine, proof, { name: email, ...body, email });
  return redeem(engine, { ...given, organization: null });
}

interface Given {
  readonly token: string;
  readonly email: string;
  readonly name: string;
  readonly password?: string;
}

async function newcomer(
  { store }: Engine,
  { hashPassword, prove }: Proof,
  { token: text, email, name, password }: Given,
): Promise<Omit<Redemption, 'organization'>> {
  const token = hashLinkToken(text);
  const isGood = async (): Promise<boolean> => (await findInvitation(store, token)) !== null;
  const proven = await prove(email, password);
  const hashed = proven === null && password !== undefined ? await hashPassword(password, isGood) : undefined;
  if (hashed === null) throw linkUsed();
  return { token, id: newId(), email, name, passwordHash: hashed ?? null, proven };
}

async function redeem({ store }: Engine, redemption: Redemption): Promise<Joined> {
  const joined = await redeemInvitation(store, redemption);
  if (joined === null) throw linkUsed();
  if (joined === 'account') {
    throw new Problem(
      'wrong_credentials',
      'This address has an account: sign in with it first, or give its password. The link stays good.',
    );
  }
  return joined;
}
