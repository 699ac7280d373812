import type { AuthPool } from './auth-pool.ts';

/** Takes away what has expired: sessions, challenges, links. */
export async function forgetExpired(pool: AuthPool): Promise<void> {
  await pool.query('delete from sign_in_link where expires_at < now()');
  await pool.query('delete from session where "expiresAt" < now()');
  await pool.query('delete from verification where "expiresAt" < now()');
}

/** Keeps a link for whoever has this address, by its hash. False where nobody has it. */
export async function keepSignInLink(
  pool: AuthPool,
  link: { readonly hash: Uint8Array; readonly email: string; readonly mailed: boolean; readonly expiresAt: Date },
): Promise<boolean> {
  const { rowCount } = await pool.query(
    'insert into sign_in_link (hash, user_id, mailed, expires_at) select $1, id, $3, $4 from "user" where email = $2',
    [link.hash, link.email, link.mailed, link.expiresAt],
  );
  return rowCount === 1;
}

/** Uses a link up: of any number who try together, one is told whose it is. */
export async function takeSignInLink(
  pool: AuthPool,
  hash: Uint8Array,
): Promise<{ readonly personId: string; readonly mailed: boolean } | null> {
  const { rows } = await pool.query<{ personId: string; mailed: boolean }>(
    'delete from sign_in_link where hash = $1 and expires_at > now() returning user_id as "personId", mailed',
    [hash],
  );
  return rows[0] ?? null;
}

/**
 * Somebody has shown that they read this person's mail. If nobody had before, whoever made the account may have been another: password, second
 * factor and sessions of before end.
 */
export async function claimAddress(pool: AuthPool, person: string): Promise<void> {
  await pool.query(
    `with claimed as (
       update "user" set "emailVerified" = true, "twoFactorEnabled" = false, "updatedAt" = now() where id = $1 and not "emailVerified" returning id
     ), passwords as (delete from account where "userId" in (select id from claimed)),
     factors as (delete from "twoFactor" where "userId" in (select id from claimed))
     delete from session where "userId" in (select id from claimed)`,
    [person],
  );
}

/** Keeps a new password, or the first, of a person; all their sessions end, and links that were asked for before. */
export async function putPassword(pool: AuthPool, person: string, passwordHash: string): Promise<void> {
  await pool.query(
    `with ended as (delete from session where "userId" = $1), links as (delete from sign_in_link where user_id = $1)
     insert into account (id, "accountId", "providerId", "userId", password) values (gen_random_uuid()::text, $1, 'credential', $1, $2)
     on conflict ("userId", "providerId") do update set password = excluded.password, "updatedAt" = now()`,
    [person, passwordHash],
  );
}
