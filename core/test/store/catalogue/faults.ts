import type { Client } from 'pg';
import { reachableBy } from './reach.ts';

/** The only functions that run with their owner's rights, and whose rights those are. */
export const definers: Readonly<Record<string, string>> = {
  'fairlead.audit_row()': 'owner',
  'fairlead.keep_balances()': 'owner',
  'fairlead.keep_spending()': 'owner',
  'fairlead.keep_standings()': 'owner',
  'fairlead.note_changed_credit()': 'owner',
  'fairlead.keep_sold_labels()': 'owner',
  'fairlead.ensure_click_partitions(timestamp with time zone,integer)': 'owner',
  'fairlead.create_organization(uuid,text,text,text)': 'fairlead_door',
  'fairlead.list_organizations()': 'fairlead_door',
  'fairlead.find_api_key(bytea)': 'fairlead_door',
  'fairlead.find_connection(uuid)': 'fairlead_door',
  'fairlead.find_link(text,text)': 'fairlead_door',
  'fairlead.find_invitation(bytea)': 'fairlead_door',
  'fairlead.redeem_invitation(bytea,uuid,text,text,text,uuid,text,text,text)': 'fairlead_door',
  'fairlead.claim_account(text)': 'fairlead_door',
  'fairlead.my_organizations()': 'fairlead_door',
  'fairlead.people_here()': 'fairlead_door',
  'fairlead.anybody()': 'fairlead_door',
  'fairlead.lease_inbox(integer,integer)': 'fairlead_door',
  'fairlead.lease_revisits(integer,integer)': 'fairlead_door',
  'fairlead.lease_codes(integer,integer)': 'fairlead_door',
  'fairlead.purge_requests()': 'fairlead_door',
  'fairlead.begin_backfills(text[],integer)': 'fairlead_door',
  'fairlead.begin_backtest()': 'fairlead_door',
  'fairlead.record_rates(text,jsonb)': 'fairlead_door',
  'fairlead.rates_between(text,date,date)': 'fairlead_door',
  'fairlead.rate_days(text)': 'fairlead_door',
  'fairlead.rate_day_list(text)': 'fairlead_door',
  'fairlead.record_clicks(uuid[],uuid[],timestamp with time zone[],text[],bigint[],uuid[],uuid[],integer[],boolean[],boolean[],text[],jsonb[])':
    'fairlead_clicks',
};

/** What the owners of the doors may do, and no more. */
export const doorRights: Readonly<Record<string, readonly string[]>> = {
  'auth."user"': ['select', 'insert', 'update'],
  'auth.account': ['select', 'insert', 'delete'],
  'auth."twoFactor"': ['select', 'delete'],
  'auth.session': ['select', 'delete'],
  'fairlead.api_key': ['select'],
  'fairlead.backfill': ['select', 'insert'],
  'fairlead.backtest': ['select', 'update'],
  'fairlead.campaign': ['select'],
  'fairlead.connection': ['select'],
  'fairlead.enrollment': ['select'],
  'fairlead.exchange_rate': ['select', 'insert'],
  'fairlead.inbox': ['select', 'update'],
  'fairlead.invitation': ['select', 'update'],
  'fairlead.link': ['select'],
  'fairlead.membership': ['select', 'insert', 'update'],
  'fairlead.minted_code': ['select', 'update'],
  'fairlead.organization': ['select', 'insert', 'update'],
  'fairlead.request_replay': ['select', 'delete'],
  'fairlead.revisit': ['select', 'update'],
  'fairlead.slug': ['select'],
  'fairlead.terms': ['select'],
};

/** What signs people in reaches who they are, and nothing of any organization. */
const wholly = ['select', 'insert', 'update', 'delete'] as const;
export const authRights: Readonly<Record<string, readonly string[]>> = {
  'auth."twoFactor"': wholly,
  'auth."user"': wholly,
  'auth.account': wholly,
  'auth.session': wholly,
  'auth.sign_in_link': wholly,
  'auth.verification': wholly,
};

/** Streams nobody may change once written, not even their owner. */
export const appendOnly = [
  'audit',
  'campaign_period',
  'code_given',
  'code_wish',
  'enrollment_period',
  'erasure',
  'fact',
  'posting',
  'terms',
];

/**
 * What is wrong with who may reach what, one sentence each; empty when all is as ARCHITECTURE, Tenancy, has it.
 *
 * @param login the role the server logs in as
 */
export async function faults(superuser: Client, login: string): Promise<readonly string[]> {
  return [
    ...(await relationFaults(superuser)),
    ...(await roleFaults(superuser, login)),
    ...(await functionFaults(superuser)),
    ...(await grantFaults(superuser)),
  ];
}

async function relationFaults(superuser: Client): Promise<readonly string[]> {
  const reachable = await reachableBy(superuser, 'fairlead_app');
  return reachable.flatMap(({ name, kind, partition, secured, forced, tenant, rights }) => {
    if (partition) return [`${name} is a partition: policies of its parent do not hold there`];
    if (kind !== 'r' && kind !== 'p') return [`${name} is reachable and no table (${kind}): no policy can hold there`];
    const excess = rights.filter((right) => ['truncate', 'references', 'trigger'].includes(right));
    return [
      ...(tenant === null ? [`${name} has no organization_id`] : []),
      ...(secured && forced ? [] : [`${name} does not force row level security`]),
      ...excess.map((right) => `${name} grants ${right}`),
    ];
  });
}

async function roleFaults(superuser: Client, login: string): Promise<readonly string[]> {
  const found = await superuser.query<{ fault: string }>(
    `select r.rolname || ' may ' || what as fault from pg_roles r, lateral (values
       ('be superuser', r.rolsuper), ('bypass row level security', r.rolbypassrls), ('create roles', r.rolcreaterole),
       ('create databases', r.rolcreatedb), ('replicate', r.rolreplication), ('log in', r.rolcanlogin and r.rolname <> $1)
     ) as t (what, does)
     where r.rolname in ('fairlead_app', 'fairlead_auth', 'fairlead_door', 'fairlead_clicks', $1) and does
     union all
     select m.rolname || ' is a member of ' || g.rolname from pg_auth_members a
     join pg_roles m on m.oid = a.member join pg_roles g on g.oid = a.roleid
     where m.rolname in ('fairlead_app', 'fairlead_auth', 'fairlead_door', 'fairlead_clicks', $1) and not (m.rolname = $1 and g.rolname in ('fairlead_app', 'fairlead_auth'))
     union all
     select r.rolname || ' owns ' || pg_describe_object(d.classid, d.objid, d.objsubid)
     from pg_shdepend d join pg_roles r on r.oid = d.refobjid
     where d.deptype = 'o' and d.dbid = (select oid from pg_database where datname = current_database())
       and (r.rolname in ('fairlead_app', 'fairlead_auth', $1) or (r.rolname in ('fairlead_door', 'fairlead_clicks') and d.classid <> 'pg_proc'::regclass))
     union all
     select s.nspname || ' lets ' || r.rolname || ' create' from pg_namespace s, pg_roles r
     where r.rolname in ('fairlead_app', 'fairlead_auth', 'fairlead_door', 'fairlead_clicks', $1) and s.nspname !~ '^pg_' and has_schema_privilege(r.oid, s.oid, 'create')`,
    [login],
  );
  return found.rows.map(({ fault }) => fault);
}

async function functionFaults(superuser: Client): Promise<readonly string[]> {
  const { rows } = await superuser.query<{
    name: string;
    definer: boolean;
    fixed: boolean;
    open: boolean;
    owner: string;
  }>(
    `select format('%s.%s(%s)', n.nspname, p.proname, array_to_string(array(select format_type(t, null) from unnest(p.proargtypes) t), ',')) as name,
       p.prosecdef as definer,
       case when p.proowner = n.nspowner then 'owner' else pg_get_userbyid(p.proowner)::text end as owner,
       coalesce(p.proconfig, '{}') @> array['search_path=fairlead, pg_temp'] as fixed,
       exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0 and a.privilege_type = 'EXECUTE') as open
     from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname not in ('pg_catalog', 'information_schema')`,
  );
  const known = rows.filter(({ definer }) => definer);
  return [
    ...rows.filter(({ open }) => open).map(({ name }) => `${name} may be called by everybody`),
    ...known.filter(({ fixed }) => !fixed).map(({ name }) => `${name} has no fixed search_path`),
    ...known
      .filter(({ name, owner }) => definers[name] !== owner)
      .map(({ name, owner }) => `${name} runs with the rights of ${owner}, which is not expected`),
    ...Object.keys(definers)
      .filter((name) => !known.some((found) => found.name === name))
      .map((name) => `${name} is expected and not there`),
  ];
}

async function grantFaults(superuser: Client): Promise<readonly string[]> {
  const defaults = await superuser.query('select from pg_default_acl');
  const doors = await reachableBy(superuser, 'fairlead_door');
  const clicks = await reachableBy(superuser, 'fairlead_clicks');
  const excess = (role: string, expected: Readonly<Record<string, readonly string[]>>, found: typeof doors) =>
    found.flatMap(({ name, rights }) =>
      rights.filter((right) => !expected[name]?.includes(right)).map((right) => `${role} may ${right} ${name}`),
    );
  return [
    ...(defaults.rowCount === 0 ? [] : ['there are default privileges: grants are per table, never on all']),
    ...excess('fairlead_door', doorRights, doors),
    ...excess('fairlead_auth', authRights, await reachableBy(superuser, 'fairlead_auth')),
    ...excess('fairlead_clicks', { 'fairlead.click': ['insert'] }, clicks),
  ];
}
