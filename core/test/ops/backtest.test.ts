import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import t from 'tap';
import { brand } from '../../src/testing/builders.ts';
import { testDatabase } from '../../src/testing/database.ts';
import { testEngine } from '../../src/testing/engine.ts';
import { scenario } from '../../src/testing/scenario.ts';
import { openStore } from '../../src/store/database.ts';
import { bundled } from '../flows/house.ts';

const database = await testDatabase(t);
const folder = await mkdtemp(path.join(tmpdir(), 'fairlead-backtest-'));
t.teardown(() => rm(folder, { recursive: true }));
const store = await openStore({ url: database.url });
const s = scenario(testEngine(store, bundled()), await brand(store));
await s.sale('o1', { evidence: { slugs: [s.slug('jane')] } });
await store.close();

const root = path.resolve(import.meta.dirname, '../../..');
const run = promisify(execFile);

/** What the command prints; a failure with its exit code and what it said. */
async function backtest(...args: readonly string[]) {
  const env = { ...process.env, DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl };
  const words = ['core/bin/fairlead.js', 'backtest', '--from', '2020-01-01', '--to', '2100-01-01', ...args];
  return run(process.execPath, words, { cwd: root, env }).catch(
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
}
const file = async (name: string, text: string): Promise<string> => {
  const place = path.join(folder, name);
  await writeFile(place, text);
  return place;
};

t.test('a draft from a file: the table, JSON and CSV', async (t) => {
  const draft = await file('draft.json', JSON.stringify({ commission: { models: { cps: { rate: 300_000 } } } }));
  const csv = path.join(folder, 'rows.csv');
  const { stdout } = await backtest('--campaign', 'main', '--terms', draft, '--csv', csv);
  t.match(
    stdout,
    /main: 1 payments and leads decided again\.\n.* exactly what the ledger holds\.\njane: 20\.00 USD → 30\.00 USD \(\+10\.00 USD, 1 payments\)/i,
  );
  t.match(await readFile(csv, 'utf8'), /^affiliate_id,.*\r\n[0-9a-f-]{36},jane,USD,20\.00,30\.00,10\.00,1\r\n$/);
  const json = JSON.parse(
    (await backtest('--campaign', s.campaign('main'), '--terms', draft, '--json')).stdout,
  ) as object;
  t.match(json, { payments: 1, untrue: 0, rows: [{ before: 2_000, after: 3_000 }] });
});

t.test('what is wrong is named, with the place', async (t) => {
  const draft = await file('bad.json', JSON.stringify({ commission: { models: { cps: { rate: 2_000_000 } } } }));
  t.match(await backtest('--campaign', 'main', '--terms', draft), {
    code: 1,
    stderr: /\/commission\/models\/cps\/rate: the rate 2000000/,
  });
  t.match(await backtest('--campaign', 'main', '--terms', await file('no.json', '{')), {
    code: 1,
    stderr: /is no JSON/,
  });
  t.match(await backtest('--campaign', 'main', '--terms', 'nowhere.json'), { code: 1, stderr: /cannot be read/ });
  t.match(await backtest('--campaign', 'none', '--terms', draft), { code: 1, stderr: /There is no campaign 'none'/ });
  t.match(await backtest('--campaign', 'main', '--terms', draft, '--to', 'soon'), {
    code: 1,
    stderr: /--to takes a day/,
  });
});
