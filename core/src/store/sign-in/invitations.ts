import type { Role } from '../../contract/api/access.ts';
import type { Store } from '../database.ts';
import { throughDoor } from '../session.ts';

/** A live invitation, as the one who holds its link may see it. */
export interface FoundInvitation {
  readonly organizationId: string;
  readonly organizationName: string;
  readonly homeCurrency: string;
  readonly timeZone: string;
  /** Null: an owner link, for whoever holds it. */
  readonly email: string | null;
  readonly role: Role;
  /** The link came by mail to `email`. */
  readonly mailed: boolean;
  /** Somebody belongs to the organization already. */
  readonly settled: boolean;
  /** `email` has an account. */
  readonly known: boolean;
}

const finding = {
  name: 'find_invitation',
  text: `select organization_id as "organizationId", organization_name as "organizationName", home_currency as "homeCurrency",
    time_zone as "timeZone", email, role, mailed, settled, known from find_invitation($1)`,
};

/** By the hash of its link; null where it is used up, has expired or never was. */
export async function findInvitation(store: Store, token: Uint8Array): Promise<FoundInvitation | null> {
  const [row] = await throughDoor<FoundInvitation & Record<string, unknown>>(store, finding, [token]);
  return row ?? null;
}

export interface Redemption {
  readonly token: Uint8Array;
  /** For somebody new. */
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** As better-auth hashes it; null: none. */
  readonly passwordHash: string | null;
  /** Who is known to be calling. */
  readonly proven: string | null;
  /** Names an organization nobody belongs to yet. */
  readonly organization: { readonly name: string; readonly homeCurrency: string; readonly timeZone: string } | null;
}

export interface Joined {
  readonly organizationId: string;
  readonly personId: string;
}

const redeeming = {
  name: 'redeem_invitation',
  text: `select organization_id as "organizationId", person_id as "personId" from redeem_invitation($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
};

/** Uses a link up and joins, at once; null where it was used up before. `account`: the address has one, and the caller did not show it is theirs. */
export async function redeemInvitation(store: Store, given: Redemption): Promise<Joined | null | 'account'> {
  const { token, id, email, name, passwordHash, proven, organization } = given;
  const named = [organization?.name ?? null, organization?.homeCurrency ?? null, organization?.timeZone ?? null];
  try {
    const [row] = await throughDoor<Joined & Record<string, unknown>>(store, redeeming, [
      token,
      id,
      email,
      name,
      passwordHash,
      proven,
      ...named,
    ]);
    return row ?? null;
  } catch (error) {
    if ((error as { code?: unknown }).code === '28000') return 'account';
    throw error;
  }
}
