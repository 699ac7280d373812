import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import t from 'tap';
import { testDatabase } from '../../src/testing/database.ts';
import { temporaryFolder } from '../fixtures/data-folder.ts';
import { eventually } from '../fixtures/processes.ts';

/** Every command as a person runs it: a process of its own, with the configuration at the root, on a database of this file's. */

const root = path.resolve(import.meta.dirname, '../../..');
const fairlead = path.join(root, 'core/bin/fairlead.js');
const folder = temporaryFolder();
t.teardown(() => fs.rmSync(folder, { recursive: true, force: true }));

const empty = { template: `commands_${process.pid}`, migrate: async () => undefined };
const database = await testDatabase(t, empty);
const environment = {
  PATH: process.env['PATH'],
  PORT: '0',
  DATABASE_URL: database.url,
  DATABASE_OWNER_URL: database.ownerUrl,
  FAIRLEAD_CONFIG: path.join(root, 'fairlead.config.ts'),
  FAIRLEAD_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
  LOG_LEVEL: 'warn',
};

interface Ran {
  readonly code: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

function launch(args: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [fairlead, ...args], {
    cwd: folder,
    env: { ...environment, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
  return { child, said };
}

async function run(args: string, more?: Readonly<Record<string, string>>): Promise<Ran> {
  const { child, said } = launch(args.split(' '), more);
  const [code] = (await once(child, 'close')) as unknown[];
  return { code, ...said };
}

/** One JSON document per line. */
const documents = ({ stdout }: Ran): Record<string, unknown>[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

async function breaking(sql: string): Promise<void> {
  const client = new Client({ connectionString: database.superuserUrl, options: '-c search_path=fairlead' });
  await client.connect();
  await client.query(`set session_replication_role = replica; ${sql}`);
  await client.end();
}

t.test('before the database is migrated, commands say so in one line', async (t) => {
  const { code, stdout, stderr } = await run('verify');
  t.equal(code, 1);
  t.equal(stdout, '');
  t.match(stderr, /not up to date: core\/0001_ground.*Run: fairlead migrate/);
  t.notMatch(stderr, /\n\s+at /, 'no stack trace');
});

t.test('migrate runs what did not run yet, and says which', async (t) => {
  const [first] = documents(await run('migrate --json'));
  t.equal((first?.['ran'] as string[] | undefined)?.[0], 'core/0001_ground');
  t.same(documents(await run('migrate --json')), [{ ran: [] }]);
});

t.test('init sets up an organization unattended, with keys that are shown once', async (t) => {
  const [made] = documents(await run('init --organization Acme --currency eur --time-zone Europe/Berlin --json'));
  t.match(made, {
    organization: { id: /^[0-9a-f-]{36}$/, name: 'Acme' },
    keys: { live: { key: /^fl_live_/ }, test: { key: /^fl_test_/ } },
    ownerLink: /\/setup\?token=[\w-]{43}$/,
  });
  const refused = await run('init --organization B --time-zone Nowhere/At-All');
  t.match(refused, { code: 1, stderr: /timeZone is not an IANA time zone/ });
  t.match(documents(await run('verify --json')), [{ name: 'Acme', payments: 0, differences: 0 }]);
});

t.test('doctor finds nothing wrong, and then what is', async (t) => {
  const config = path.join(folder, 'wrong.config.ts');
  fs.writeFileSync(config, 'export default { plugins: [42] };');
  const [well, keyless, away, misconfigured] = await Promise.all([
    run('doctor --json'),
    run('doctor', { FAIRLEAD_SECRET_KEY: '' }),
    run('doctor', { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', DATABASE_OWNER_URL: '' }),
    run('doctor', { FAIRLEAD_CONFIG: config }),
  ]);
  const found = (documents(well)[0]?.['findings'] ?? []) as { check: string; level: string }[];
  const problems = found.filter(({ level }) => level === 'problem').map(({ check }) => check);
  t.same(problems, ['fsync', 'full_page_writes'], 'what is turned off for tests, and nothing else');
  t.match(keyless, { code: 1, stdout: /PROBLEM {2}secret key: FAIRLEAD_SECRET_KEY is missing/ });
  t.match(away, { code: 1, stdout: /PROBLEM {2}database: .*ECONNREFUSED/ });
  t.match(misconfigured, { code: 1, stdout: /PROBLEM {2}configuration: .*\/plugins\/0/s });
});

t.test('an owner link that was lost is replaced at the terminal', async (t) => {
  const made = await run('owner-link');
  t.match(made, { code: 0, stdout: /\/setup\?token=[\w-]{43}\n$/, stderr: /an owner of Acme: within 7 days, once/ });
  const [one] = documents(await run('owner-link --json --organization Acme'));
  t.match(one, { organization: { name: 'Acme' }, ownerLink: /\/setup\?token=[\w-]{43}$/ });
  t.not(one?.['ownerLink'], made.stdout.trim());
});

t.test('a key that was lost is replaced at the terminal', async (t) => {
  const [made] = documents(await run('key --organization Acme --name Again --json')) as { key?: { key?: string } }[];
  t.match(made, { organization: { name: 'Acme' }, key: { name: 'Again', mode: 'live', key: /^fl_live_/ } });
  t.match(await run('key --test'), { code: 0, stdout: /API key of Acme, test: fl_test_/ });
  t.match(await run('key --organization Nobody'), { code: 1, stderr: /no organization 'Nobody'. There are: Acme/ });

  const server = launch(['start'], { LOG_LEVEL: 'silent' });
  t.teardown(() => server.child.kill('SIGKILL'));
  const url = await eventually('the server listens', () => /listens on (\S+)/.exec(server.said.stdout)?.[1], 60_000);
  const headers = { authorization: `Bearer ${made?.key?.key}`, 'content-type': 'application/json' };
  const call = async (path: string, body?: object, method = 'POST'): Promise<unknown> =>
    (await fetch(`${url}${path}`, { headers, ...(body && { method, body: JSON.stringify(body) }) })).json();
  t.match(await call('/v1/organization'), { name: 'Acme' }, 'and it may do everything');

  await t.test('with PORT=0, addresses bear the port the server was given', async (t) => {
    const { port } = new URL(url ?? '');
    const credentials = { signingSecret: 'whsec_0123456789abcdef0123456789abcdef' };
    const body = { adapter: 'stripe', name: 'Other shop', mode: 'live', credentials };
    const { id = '', webhookUrl } = (await call('/v1/connections', body)) as { id?: string; webhookUrl?: string };
    t.equal(webhookUrl, `http://localhost:${port}/hooks/${id}`);
    t.match(await call(`/v1/connections/${id}`, { active: false }, 'PATCH'), { webhookUrl, active: false });
  });
  t.equal(await stopped(server.child), 0);
});

t.test('a wrong word on the command line is told with what there is', async (t) => {
  const wrong: Readonly<Record<string, RegExp>> = {
    'verify --organization Nobody': /There is no organization 'Nobody'. There are: Acme/,
    'replay --delivery 12': /--delivery takes the id of a delivery/,
    'replay --delivery 019a9f3c-0000-7000-8000-000000000001': /There is no delivery 019a9f3c/,
    'simulate paypal one-time': /no simulator of 'paypal'. There is one of: stripe/,
    'simulate stripe one-time': /Acme has no connection to Stripe. Add --create/,
  };
  const look = async ([args, message]: [string, RegExp]): Promise<void> => {
    const { code, stderr } = await run(args);
    t.equal(code, 1, args);
    t.match(stderr, message);
    t.notMatch(stderr, /\n\s+at /, 'no stack trace');
  };
  await Promise.all(Object.entries(wrong).map(look));
  await look([
    'simulate stripe one-time --create --url http://127.0.0.1:1',
    /No server answers at http:\/\/127.0.0.1:1/,
  ]);
  await look(['simulate stripe one-time --amount 1.005', /1\.005.*cannot be read exactly in USD/]);
});

t.test('a story told to a running server, shuffled and doubled, leaves a ledger that verify finds right', async (t) => {
  const server = launch(['start']);
  t.teardown(() => server.child.kill('SIGKILL'));
  const url = await eventually('the server listens', () => /listens on (\S+)/.exec(server.said.stdout)?.[1], 60_000);
  const told = await run(`simulate stripe refund-in-parts --order shuffled --double --seed 11 --url ${url} --json`);
  t.equal(told.code, 0, told.stderr);
  const [{ deliveries = [], payments = [] } = {}] = documents(told) as {
    deliveries?: { id: string; type: string; state: string }[];
    payments?: object[];
  }[];
  t.same([...new Set(deliveries.map(({ state }) => state))], ['processed']);
  t.match(payments, [{ amount: 10_000, reversed: 10_000, currency: 'USD', state: 'uncredited' }]);

  await t.test('one of its deliveries, tried and worked on again, changes nothing', async (t) => {
    const id = deliveries.find(({ type }) => type === 'refund.updated')?.id ?? '';
    const tried = await run(`replay --delivery ${id} --try`);
    t.match(tried, { code: 0, stdout: /would be processed; nothing of this was kept[^]*postings: none/ });
    t.match(documents(await run(`replay --delivery ${id} --json`)), [
      { state: 'processed', settled: [{ factsAdded: 0 }] },
    ]);
  });

  await t.test('verify and replay agree, until somebody writes behind the ledger', async (t) => {
    t.match(await run('verify'), { code: 0, stdout: /Acme: 1 payment with 0 lines decided again: no difference\./ });
    await breaking(`update payment set reversed = 1`);
    const found = await run('verify --json');
    t.equal(found.code, 1);
    t.match(documents(found), [
      { code: 'projection', about: { member: 'reversed' }, expected: 10_000, found: 1 },
      { differences: 1 },
    ]);
    t.match(await run('replay'), { code: 1, stdout: /✗ projection/ });
  });
  t.equal(await stopped(server.child), 0);
});

t.test('work runs the jobs until it is told to end', async (t) => {
  const { child, said } = launch(['work']);
  await eventually('it works', () => said.stderr.includes('Ctrl-C ends it'));
  t.equal(await stopped(child), 0);
});

async function stopped(child: ChildProcess): Promise<unknown> {
  const closed = once(child, 'close') as Promise<unknown[]>;
  child.kill('SIGTERM');
  return (await closed)[0];
}
