import type { Client } from 'pg';
import { entered, roles } from '../roles.ts';

export interface RoleFacts {
  readonly name: string;
  readonly superuser: boolean;
  readonly bypassesRls: boolean;
  readonly canLogIn: boolean;
  /** Tables, functions and schemas of this database. */
  readonly owned: number;
}

export interface LoginFacts extends RoleFacts {
  /** Null: it can. Else what PostgreSQL says. */
  readonly cannotEnter: string | null;
}

const statement = `select r.rolname as name, r.rolsuper as superuser, r.rolbypassrls as "bypassesRls", r.rolcanlogin as "canLogIn",
  (select count(*)::int from pg_shdepend d where d.refclassid = 'pg_authid'::regclass and d.refobjid = r.oid and d.deptype = 'o'
    and d.dbid = (select oid from pg_database where datname = current_database())) as owned
  from pg_roles r`;

/** The roles the schema stands on; those that are missing are left out. */
export async function roleFacts(client: Client): Promise<readonly RoleFacts[]> {
  return (await client.query<RoleFacts>(`${statement} where r.rolname = any ($1) order by 1`, [roles])).rows;
}

/** The role the server logs in as, on its own connection, with a real try to enter the roles it works as. */
export async function loginFacts(client: Client): Promise<LoginFacts> {
  const { rows } = await client.query<RoleFacts>(`${statement} where r.rolname = current_user`);
  const [facts] = rows;
  if (facts === undefined) throw new Error('PostgreSQL does not tell the role that logged in');
  return { ...facts, cannotEnter: await entering(client) };
}

async function entering(client: Client): Promise<string | null> {
  try {
    await client.query('begin');
    for (const role of entered) await client.query(`set local role ${role}`);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await client.query('rollback');
  }
}
