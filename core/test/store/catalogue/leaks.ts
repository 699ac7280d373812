import { Client } from 'pg';
import { type Reachable, reachableBy } from './reach.ts';

export interface Tenants {
  /** Whose rows are tried. */
  readonly victim: string;
  readonly intruder: string;
}

/** What a session has: nothing, or one organization. */
type As = string | null;

interface Attempt {
  readonly name: string;
  readonly sql: string;
  readonly values: readonly unknown[];
  readonly as: As;
  /** What may come back without anything having leaked: 0 rows, or a refusal. */
  readonly mustRefuse?: boolean;
}

/** Refused by right, by policy, or by the triggers of append-only tables. */
const refusals = new Set(['42501', '55000']);

/**
 * Tries to read and write rows of `victim` in every relation the tenant role can reach: without a session, and as `intruder`. Returns what
 * it could do, one sentence each. Tables without rows of both are told too: nothing can be proven there.
 *
 * @param only names of relations; left out: all
 */
export async function leaks(
  superuser: Client,
  url: string,
  tenants: Tenants,
  only?: readonly string[],
): Promise<readonly string[]> {
  const found: string[] = [];
  const app = new Client({ connectionString: url });
  await app.connect();
  try {
    for (const relation of await reachableBy(superuser, 'fairlead_app')) {
      if (only !== undefined && !only.includes(relation.name)) continue;
      const before = await contents(superuser, relation, tenants.victim);
      const own = await contents(superuser, relation, tenants.intruder);
      if (before.rows === 0 || own.rows === 0)
        found.push(`${relation.name} has no sample rows: add some to sample-rows.ts`);
      for (const attempt of attempts(relation, tenants, before.first, own.first)) {
        const outcome = await tryTo(app, attempt);
        if (outcome !== null) found.push(`${relation.name}: ${attempt.name}: ${outcome}`);
      }
      if (!(await seesOwn(app, relation, tenants, own.rows)))
        found.push(`${relation.name}: its own organization does not see it`);
      const after = await contents(superuser, relation, tenants.victim);
      if (after.digest !== before.digest) found.push(`${relation.name}: rows of another organization were changed`);
    }
  } finally {
    await app.end();
  }
  return found;
}

type Contents = { readonly rows: number; readonly digest: string | null; readonly first: unknown };

async function contents(superuser: Client, { name, tenant }: Reachable, organization: string): Promise<Contents> {
  if (tenant === null) return { rows: 0, digest: null, first: null };
  const { rows } = await superuser.query<Contents>(
    `select count(*)::int as rows, md5(string_agg(to_jsonb(t)::text, ',' order by to_jsonb(t)::text)) as digest,
       (array_agg(to_jsonb(t)))[1] as first
     from ${name} t where ${tenant} = $1`,
    [organization],
  );
  return rows[0] as Contents;
}

function attempts(
  { name, tenant, columns }: Reachable,
  { victim, intruder }: Tenants,
  row: unknown,
  own: unknown,
): readonly Attempt[] {
  const key = tenant ?? 'organization_id';
  const list = columns.join(', ');
  const insert = `insert into ${name} (${list}) select ${list} from jsonb_populate_record(null::${name}, $1)`;
  const moved = { ...(own as object), [key]: victim };
  const from = (as: As, who: string): readonly Attempt[] => [
    { as, name: `${who} reads`, sql: `select 1 from ${name} where ${key} = $1`, values: [victim] },
    { as, name: `${who} counts`, sql: `select 1 from ${name} where ${key} is distinct from $1`, values: [as] },
    { as, name: `${who} inserts its row again`, sql: insert, values: [JSON.stringify(row)], mustRefuse: true },
    { as, name: `${who} inserts a row for it`, sql: insert, values: [JSON.stringify(moved)], mustRefuse: true },
    {
      as,
      name: `${who} updates`,
      sql: `update ${name} set ${key} = ${key} where ${key} = $1 returning 1`,
      values: [victim],
    },
    { as, name: `${who} updates everything`, sql: `update ${name} set ${key} = $1 returning 1`, values: [victim] },
    { as, name: `${who} deletes`, sql: `delete from ${name} where ${key} = $1 returning 1`, values: [victim] },
    { as, name: `${who} truncates`, sql: `truncate ${name}`, values: [], mustRefuse: true },
  ];
  return [...from(null, 'nobody'), ...from(intruder, 'another organization')];
}

/** Null where it came to nothing. Every attempt is rolled back. */
async function tryTo(app: Client, { sql, values, as, mustRefuse = false }: Attempt): Promise<string | null> {
  await enter(app, as);
  try {
    const { rowCount } = await app.query(sql, [...values]);
    if (mustRefuse) return 'was not refused';
    return rowCount === 0 ? null : `${rowCount} rows`;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return refusals.has(code ?? '') ? null : `failed for another reason: ${message}`;
  } finally {
    await app.query('rollback');
  }
}

/** The counter-proof: it is policies that hide rows, not rights that are missing. */
async function seesOwn(
  app: Client,
  { name, tenant, rights }: Reachable,
  { intruder }: Tenants,
  rows: number,
): Promise<boolean> {
  if (tenant === null || !rights.includes('select')) return true;
  await enter(app, intruder);
  const { rowCount } = await app.query(`select 1 from ${name}`);
  await app.query('rollback');
  return rowCount === rows;
}

async function enter(app: Client, as: As): Promise<void> {
  await app.query('begin');
  await app.query('set local role fairlead_app');
  if (as !== null)
    await app.query(`select set_config('app.organization', $1, true), set_config('app.actor', 'test', true)`, [as]);
}
