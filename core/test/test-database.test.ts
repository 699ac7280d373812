import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import t from 'tap';
import { testDatabase } from '../src/testing/database.ts';
import { temporaryFolder } from './fixtures/data-folder.ts';

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

void t.test('every caller gets a database of its own, and the schema is made once', async (t) => {
  let made = 0;
  const migrate = async (ownerUrl: string, login: string): Promise<void> => {
    made++;
    await query(ownerUrl, `CREATE TABLE colour AS SELECT 1 AS shade; GRANT SELECT ON colour TO ${login}`);
  };
  const template = `own_${process.pid}`;
  const databases = await Promise.all([1, 2, 3].map(() => testDatabase(t, { migrate, template })));
  t.equal(made, 1);
  t.equal(new Set(databases.map(({ url }) => url)).size, 3);
  for (const { url, ownerUrl, superuserUrl } of databases) {
    await query(ownerUrl, 'INSERT INTO colour VALUES (2)');
    t.same(await query(url, 'SELECT count(*)::int AS rows FROM colour'), [{ rows: 2 }]);
    const bound = 'SELECT rolsuper OR rolbypassrls AS free FROM pg_roles WHERE rolname = current_user';
    t.same(await query(superuserUrl, bound), [{ free: true }]);
    t.same(await query(ownerUrl, bound), [{ free: false }], 'row level security binds the owner');
    t.same(await query(url, bound), [{ free: false }], 'and the server');
    await t.rejects(query(url, 'INSERT INTO colour VALUES (3)'), { code: '42501' }, 'which owns nothing');
  }
});

void t.test('without more it is the schema of the core', async (t) => {
  const { superuserUrl } = await testDatabase(t);
  t.match(await query(superuserUrl, `SELECT count(*)::int > 0 AS made FROM fairlead.migration`), [{ made: true }]);
});

void t.test('it is gone after the test, though a session was left open', async (t) => {
  const migrate = async (): Promise<void> => {};
  let left = new Client();
  let url = '';
  await t.test('a test', async (t) => {
    ({ url } = await testDatabase(t, { migrate, template: `gone_${process.pid}` }));
    left = new Client({ connectionString: url });
    left.on('error', () => {});
    await left.connect();
  });
  await t.rejects(query(url, 'SELECT 1'), { code: '3D000' });
  await left.end();
});

void t.test('a schema that fails says so, and is made again by the next one', async (t) => {
  const template = `fails_${process.pid}`;
  const failing = async (): Promise<void> => {
    throw new Error('no such column');
  };
  await t.rejects(testDatabase(t, { migrate: failing, template }), { message: 'no such column' });
  const { url } = await testDatabase(t, { migrate: async () => {}, template });
  t.same(await query(url, 'SELECT 1 AS alive'), [{ alive: 1 }]);
});

void t.test('a test file that is run by hand says how to run it', async (t) => {
  const folder = temporaryFolder();
  t.teardown(() => fs.rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'some.test.ts');
  const database = path.join(import.meta.dirname, '../src/testing/database.ts');
  fs.writeFileSync(
    file,
    `import { testDatabase } from ${JSON.stringify(database)};
     await testDatabase({ teardown() {} }, { migrate: async () => {} });`,
  );
  const { FAIRLEAD_TEST_DATABASE_URL: _, ...env } = process.env;
  const { stderr } = spawnSync(process.execPath, [file], { cwd: folder, env, encoding: 'utf8' });
  t.match(stderr, 'Run: npx -y pnpm@12 test some.test.ts');
});
