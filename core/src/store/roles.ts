import type { Client } from 'pg';

/**
 * Roles that own nothing and log in nowhere; a server enters `fairlead_app` in every transaction, and `fairlead_auth` on the connections that
 * sign people in (ARCHITECTURE, Tenancy).
 */
export const roles = ['fairlead_app', 'fairlead_auth', 'fairlead_clicks', 'fairlead_door'] as const;
/** Those a server may enter. */
export const entered = ['fairlead_app', 'fairlead_auth'] as const;

/**
 * Makes the roles and the schema, and lets `login` enter the tenant role. Idempotent. Needs CREATEROLE for roles that are missing;
 * `rolesSql` is what to run by hand where the owner has not that right.
 */
export async function prepareDatabase(owner: Client, login: string): Promise<void> {
  await owner.query('select pg_advisory_lock(hashtextextended($1, 0))', ['fairlead:roles']);
  try {
    for (const role of roles) await makeRole(owner, role);
    const version = Number(
      (await owner.query<{ v: string }>(`select current_setting('server_version_num') v`)).rows[0]?.v,
    );
    const { rows } = await owner.query<{ me: string; super: boolean }>(
      `select current_user me, rolsuper super from pg_roles where rolname = current_user`,
    );
    const me = rows[0];
    if (me && !me.super) for (const role of roles) await grantRole(owner, role, me.me, version);
    for (const role of entered) await grantRole(owner, role, login, version);
    for (const schema of ['fairlead', 'auth']) {
      await owner.query(`create schema if not exists ${schema}`);
      await owner.query(`revoke all on schema ${schema} from public`);
    }
    await owner.query('grant usage on schema fairlead to fairlead_app, fairlead_clicks, fairlead_door');
    await owner.query('grant usage on schema auth to fairlead_auth, fairlead_door');
  } finally {
    await owner.query('select pg_advisory_unlock(hashtextextended($1, 0))', ['fairlead:roles']);
  }
}

/** What a database administrator runs where the owner may not create roles. */
export const rolesSql = (owner: string, login: string): string =>
  [
    ...roles.map((role) => `create role ${role} nologin nobypassrls;`),
    `grant ${roles.join(', ')} to ${quoted(owner)};`,
    ...entered.map((role) => `grant ${role} to ${quoted(login)};`),
  ].join('\n');

async function makeRole(owner: Client, role: string): Promise<void> {
  const { rowCount } = await owner.query('select from pg_roles where rolname = $1', [role]);
  if (rowCount === 0) await owner.query(`create role ${role} nologin nobypassrls`);
}

/** From PostgreSQL 16 on, being granted a role does not yet allow to enter it. */
async function grantRole(owner: Client, role: string, to: string, version: number): Promise<void> {
  const { rows } = await owner.query<{ ok: boolean }>(`select pg_has_role($1, $2, $3) ok`, [
    to,
    role,
    version >= 160000 ? 'SET' : 'MEMBER',
  ]);
  if (rows[0]?.ok) return;
  // Entering is enough for who signs people in: inherited, its rights would hold in a tenant's session too, before a role is entered.
  const how = version < 160000 ? '' : role === 'fairlead_auth' ? ' with set true, inherit false' : ' with set true';
  await owner.query(`grant ${role} to ${quoted(to)}${how}`);
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
