import fs from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import t, { type Test } from 'tap';
import { EmbeddedError, FolderInUse, openEmbedded, startEmbedded } from '../src/embedded/index.ts';
import { temporaryFolder } from './fixtures/data-folder.ts';
import { processesIn } from './fixtures/processes.ts';

function dataFolder(t: Test): string {
  const folder = temporaryFolder();
  t.teardown(() => fs.rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, 'data');
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

t.test('what was written is there at the next start', async (t) => {
  const dataDir = dataFolder(t);
  const first = await startEmbedded({ dataDir });
  await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  await first.stop();
  t.same(processesIn(dataDir), [], 'nothing runs after stop');

  const second = await startEmbedded({ dataDir });
  t.teardown(() => second.stop());
  t.same(await query(second.url, 'SELECT answer FROM kept'), [{ answer: 42 }]);
});

t.test('it is PostgreSQL 18 with durable settings, reached as a role that row level security binds', async (t) => {
  const embedded = await startEmbedded({ dataDir: dataFolder(t) });
  t.teardown(() => embedded.stop());
  const [settings] = await query(
    embedded.url,
    `SELECT current_setting('server_version_num')::int / 10000 AS major, current_setting('fsync') AS fsync,
      current_setting('synchronous_commit') AS commit, current_setting('full_page_writes') AS pages,
      rolsuper, rolbypassrls, rolcreaterole, current_setting('TimeZone') AS zone
      FROM pg_roles WHERE rolname = current_user`,
  );
  t.same(settings, {
    major: 18,
    fsync: 'on',
    commit: 'on',
    pages: 'on',
    rolsuper: false,
    rolbypassrls: false,
    rolcreaterole: true,
    zone: 'UTC',
  });
  const withoutPassword = new URL(embedded.superuserUrl);
  withoutPassword.password = '';
  await t.rejects(query(withoutPassword.href, 'SELECT 1'), 'nobody on this machine gets in without the password');
});

t.test('flags win over the defaults, and data that is thrown away need not be flushed', async (t) => {
  const embedded = await startEmbedded({
    dataDir: dataFolder(t),
    durable: false,
    flags: ['-c', 'max_connections=33'],
  });
  t.teardown(() => embedded.stop());
  t.same(
    await query(embedded.url, `SELECT current_setting('fsync') AS fsync, current_setting('max_connections') AS max`),
    [{ fsync: 'off', max: '33' }],
  );
});

t.test('a folder in use is refused, by name and process, and its server goes on', async (t) => {
  const dataDir = dataFolder(t);
  const first = await startEmbedded({ dataDir, durable: false });
  t.teardown(() => first.stop());
  const refusal = await startEmbedded({ dataDir }).catch((error: unknown) => error);
  t.ok(refusal instanceof FolderInUse);
  t.match(String(refusal), `The data folder ${dataDir} is in use by process ${process.pid}`);
  t.same(await query(first.url, 'SELECT 1 AS alive'), [{ alive: 1 }]);

  const beside = await openEmbedded({ dataDir });
  t.equal(beside.url, first.url, 'a command beside the server uses its PostgreSQL');
  await beside.stop();
  t.same(await query(first.url, 'SELECT 1 AS alive'), [{ alive: 1 }], 'and leaves it running');
});

t.test('two first starts at once: one has the folder, the other is told', async (t) => {
  const dataDir = dataFolder(t);
  const starts = await Promise.allSettled([
    startEmbedded({ dataDir, durable: false }),
    startEmbedded({ dataDir, durable: false }),
  ]);
  for (const start of starts) if (start.status === 'fulfilled') t.teardown(() => start.value.stop());
  t.same(starts.map((start) => start.status).sort(), ['fulfilled', 'rejected']);
});

t.test('what a crash or a copy leaves behind is mended', async (t) => {
  const dataDir = dataFolder(t);
  const cluster = path.join(dataDir, 'postgres');
  await (await startEmbedded({ dataDir, durable: false })).stop();

  await t.test('a process id that another program has by now', async (t) => {
    fs.writeFileSync(
      path.join(cluster, 'postmaster.pid'),
      `${process.pid}\n${cluster}\n1\n5432\n\n127.0.0.1\n\nready\n`,
    );
    const embedded = await startEmbedded({ dataDir, durable: false });
    t.same(await query(embedded.url, 'SELECT 1 AS alive'), [{ alive: 1 }]);
    await embedded.stop();
  });

  await t.test('permissions that PostgreSQL refuses', async (t) => {
    fs.chmodSync(cluster, 0o755);
    const embedded = await startEmbedded({ dataDir, durable: false });
    t.equal(fs.statSync(cluster).mode & 0o777, 0o700);
    await embedded.stop();
  });

  await t.test('passwords that were lost', async (t) => {
    fs.rmSync(path.join(dataDir, 'postgres.json'));
    const embedded = await startEmbedded({ dataDir, durable: false });
    t.same(await query(embedded.url, 'SELECT 1 AS alive'), [{ alive: 1 }]);
    t.same(await query(embedded.superuserUrl, 'SELECT 1 AS alive'), [{ alive: 1 }]);
    await embedded.stop();
  });

  await t.test('a set-up that was cut short', async (t) => {
    fs.renameSync(cluster, `${cluster}.unfinished`);
    const embedded = await startEmbedded({ dataDir, durable: false });
    t.same(await query(embedded.url, 'SELECT 1 AS alive'), [{ alive: 1 }]);
    t.notOk(fs.existsSync(`${cluster}.unfinished`));
    await embedded.stop();
  });
});

t.test('a cluster of another PostgreSQL version is named, and not touched', async (t) => {
  const dataDir = dataFolder(t);
  fs.mkdirSync(path.join(dataDir, 'postgres'), { recursive: true });
  fs.writeFileSync(path.join(dataDir, 'postgres', 'PG_VERSION'), '17\n');
  const refusal = await startEmbedded({ dataDir }).catch((error: unknown) => error);
  t.ok(refusal instanceof EmbeddedError);
  t.match(String(refusal), /made by PostgreSQL 17, this Fairlead brings 18/);
  t.same(fs.readdirSync(path.join(dataDir, 'postgres')), ['PG_VERSION']);
});

t.test('a folder that cannot be made is named', async (t) => {
  const dataDir = dataFolder(t);
  fs.writeFileSync(dataDir, 'a file is in the way');
  await t.rejects(startEmbedded({ dataDir }), { message: new RegExp(`Cannot make the data folder ${dataDir}`) });
});
