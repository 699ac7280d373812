import { Client } from 'pg';
import t from 'tap';
import { newId } from '../../src/store/ids.ts';
import { testDatabase } from '../../src/testing/database.ts';
import { appendOnly, faults } from './catalogue/faults.ts';
import { leaks, type Tenants } from './catalogue/leaks.ts';
import { reachableBy } from './catalogue/reach.ts';
import { doorRows, editedRows, insertRow, streamRows } from './sample-rows.ts';

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, options: '-c search_path=fairlead' });
  await client.connect();
  t.teardown(() => client.end());
  return client;
}

/** Two organizations that have a row in everything. */
async function furnish(superuser: Client): Promise<Tenants> {
  const organization = async (): Promise<string> => {
    const id = newId();
    await superuser.query(`select set_config('app.actor', 'test', false), set_config('app.organization', $1, false)`, [
      id,
    ]);
    await superuser.query(`select create_organization($1, 'Acme', 'USD', 'UTC')`, [id]);
    for (const row of [...editedRows(id), ...doorRows(id), ...streamRows(id)]) await insertRow(superuser, row);
    return id;
  };
  const [victim, intruder] = [await organization(), await organization()];
  return { victim, intruder };
}

const database = await testDatabase(t);
const superuser = await connected(database.superuserUrl);
const login = new URL(database.url).username;
const tenants = await furnish(superuser);

void t.test('whoever reaches what is as it must be, and nothing leaks', async (t) => {
  t.same(await faults(superuser, login), []);
  t.same(await leaks(superuser, database.url, tenants), []);
  const reachable = await reachableBy(superuser, 'fairlead_app');
  t.ok(reachable.length >= 25, `${reachable.length} relations were tried`);
  const asLogin = await reachableBy(superuser, login);
  t.same(
    asLogin.map(({ name }) => name),
    reachable.map(({ name }) => name),
    'the login reaches nothing else',
  );
});

void t.test('partitions cannot be reached', async (t) => {
  const { rows } = await superuser.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class where relispartition and relkind = 'r'`,
  );
  t.ok(rows.length > 1);
  for (const { name } of rows) {
    await superuser.query('begin; set local role fairlead_app');
    await t.rejects(superuser.query(`select from ${name}`), { code: '42501' }, name);
    await superuser.query('rollback');
  }
});

void t.test('append-only tables refuse to be changed, even by their owner and a superuser', async (t) => {
  const owner = await connected(database.ownerUrl);
  await owner.query(`select set_config('app.organization', $1, false), set_config('app.actor', 'test', false)`, [
    tenants.victim,
  ]);
  for (const [who, client] of [
    ['owner', owner],
    ['superuser', superuser],
  ] as const) {
    for (const table of appendOnly) {
      const rows = await client.query(`select from ${table}`);
      t.ok((rows.rowCount ?? 0) > 0, `${who} sees ${table}`);
      for (const change of [
        `update ${table} set organization_id = organization_id`,
        `delete from ${table}`,
        `truncate ${table}`,
      ]) {
        await t.rejects(client.query(change), { code: '55000', message: /append-only/ }, `${who}: ${change}`);
      }
    }
  }
});

/** Everything somebody could add in good faith, and what must be said about it. */
const mistakes: Readonly<Record<string, readonly [sql: string, found: RegExp]>> = {
  'a table without a policy': [
    'create table loose (organization_id uuid, id uuid); grant select on loose to fairlead_app',
    /fairlead\.loose does not force row level security/,
  ],
  'a table whose policy is not forced': [
    `create table loose (organization_id uuid); alter table loose enable row level security;
     create policy tenant on loose using (organization_id = current_organization()); grant select on loose to fairlead_app`,
    /fairlead\.loose does not force row level security/,
  ],
  'a table of nobody': [
    `create table loose (id uuid); alter table loose enable row level security; alter table loose force row level security;
     grant insert on loose to fairlead_app`,
    /fairlead\.loose has no organization_id/,
  ],
  'a right on one column': [
    'create table loose (organization_id uuid, id uuid); grant update (id) on loose to fairlead_app',
    /fairlead\.loose does not force/,
  ],
  'a grant to everybody': [
    'create table loose (organization_id uuid); grant select on loose to public',
    /fairlead\.loose/,
  ],
  'a table in another schema': [
    'create schema other; grant usage on schema other to public; create table other.loose (id uuid); grant select on other.loose to public',
    /other\.loose/,
  ],
  'a view': [
    'create view seen as select * from campaign; grant select on seen to fairlead_app',
    /fairlead\.seen .*no table/,
  ],
  'a partition': ['grant select on click_rest to fairlead_app', /click_rest is a partition/],
  'the right to truncate': ['grant truncate on inbox to fairlead_app', /fairlead\.inbox grants truncate/],
  'a right of a door': ['grant delete on inbox to fairlead_door', /fairlead_door may delete fairlead\.inbox/],
  'privileges by default': [
    'alter default privileges in schema fairlead grant select on tables to fairlead_app',
    /default/,
  ],
  'a role with more rights': ['grant pg_read_all_data to fairlead_app', /fairlead_app is a member of pg_read_all_data/],
  'a table the role owns': [
    'create table loose (id uuid); alter table loose owner to fairlead_app',
    /fairlead_app owns/,
  ],
  'a schema to create in': ['grant create on schema fairlead to fairlead_app', /fairlead lets fairlead_app create/],
  'a function with its owner’s rights': [
    `create function loose() returns int language sql security definer set search_path = fairlead, pg_temp return 1;
     revoke all on function loose() from public`,
    /loose\(\) runs with the rights of/,
  ],
  'such a function without its own search_path': [
    'alter function find_api_key(bytea) reset search_path',
    /find_api_key\(bytea\) has no fixed search_path/,
  ],
  'a function open to everybody': [
    'create function loose() returns int language sql return 1',
    /loose\(\) may be called by everybody/,
  ],
};

void t.test('mistakes are found', async (t) => {
  for (const [mistake, [sql, found]] of Object.entries(mistakes)) {
    await superuser.query('begin');
    await superuser.query(sql);
    const told = await faults(superuser, login);
    t.ok(
      told.some((fault) => found.test(fault)),
      `${mistake}: ${told.join('; ')}`,
    );
    await superuser.query('rollback');
  }
  t.same(await faults(superuser, login), [], 'and gone again');
});

void t.test('policies that let others in are found by trying', async (t) => {
  const tried = ['coupon', 'outbox', 'empty'].map((table) => `fairlead.${table}`);
  const found = async (): Promise<string> => (await leaks(superuser, database.url, tenants, tried)).join('\n');

  await superuser.query(`create policy all_can_read on coupon for select using (true)`);
  const reading = await found();
  t.match(reading, 'fairlead.coupon: nobody reads: 1 rows');
  t.match(reading, 'fairlead.coupon: another organization reads: 1 rows');
  await superuser.query('drop policy all_can_read on coupon');

  await superuser.query(`create policy all_can_add on outbox for insert with check (true)`);
  const adding = await found();
  t.match(adding, 'fairlead.outbox: another organization inserts a row for it: was not refused');
  t.match(adding, 'fairlead.outbox: nobody inserts a row for it: was not refused');
  await superuser.query('drop policy all_can_add on outbox');

  await superuser.query(
    'grant delete on coupon to fairlead_app; create policy all_can_delete on coupon for delete using (true)',
  );
  t.notMatch(await found(), /deletes/, 'what cannot be seen cannot be deleted');
  await superuser.query('revoke delete on coupon from fairlead_app; drop policy all_can_delete on coupon');

  await superuser.query(
    `create table empty (organization_id uuid not null, id uuid not null); call make_tenant_table('empty', 'select')`,
  );
  t.match(await found(), 'fairlead.empty has no sample rows');
  await superuser.query('drop table empty');
  t.equal(await found(), '');
});
