import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { startEmbedded } from '../../src/embedded/index.ts';
import { openStore } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { temporaryFolder } from '../fixtures/data-folder.ts';
import { eventually } from '../fixtures/processes.ts';
import { type Brand, makeBrand } from './brand.ts';

/** A PostgreSQL of its own, which comes back when it is killed, and a server in a process of its own. */
async function setUp(t: Test) {
  const folder = temporaryFolder();
  t.teardown(() => fs.rmSync(folder, { recursive: true, force: true }));
  const dataDir = path.join(folder, 'data');
  const embedded = await startEmbedded({ dataDir });
  t.teardown(() => embedded.stop());
  await migrate({ ownerUrl: embedded.url });
  const store = await openStore({ url: embedded.url });
  t.teardown(() => store.close());
  const brand = await makeBrand(store);
  await brand.addLink('jane');
  const { child, origin } = await startServer(t, embedded.url);
  const killPostgres = (): void => {
    const pid = Number.parseInt(fs.readFileSync(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10);
    process.kill(pid, 'SIGKILL');
  };
  return { brand, child, origin, killPostgres, url: embedded.url };
}

async function startServer(t: Test, url: string): Promise<{ child: ChildProcess; origin: string }> {
  const file = path.join(import.meta.dirname, 'click-server.ts');
  const child = spawn(process.execPath, [file, url], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.teardown(() => child.kill('SIGKILL'));
  const [origin] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, origin };
}

interface Load {
  /** Ids of the clicks that were answered with a redirect. */
  readonly answered: string[];
  /** Other answers, by status; 0: none. */
  readonly others: Map<number, number>;
  slowestMs: number;
  readonly stop: () => Promise<void>;
}

/** Many visitors at once, who note what they were answered. */
function startLoad(t: Test, origin: string, visitors = 32): Load {
  const running = new AbortController();
  t.teardown(() => running.abort());
  const load = { answered: [] as string[], others: new Map<number, number>(), slowestMs: 0 };
  const visitor = async (): Promise<void> => {
    while (!running.signal.aborted) {
      const since = performance.now();
      const response = await fetch(`${origin}/r/jane`, { redirect: 'manual' }).catch(() => null);
      load.slowestMs = Math.max(load.slowestMs, performance.now() - since);
      const id = new URL(response?.headers.get('location') ?? 'http://none').searchParams.get('fl_click');
      if (id !== null) load.answered.push(id);
      else load.others.set(response?.status ?? 0, (load.others.get(response?.status ?? 0) ?? 0) + 1);
      if (response === null) await sleep(20);
      await response?.body?.cancel();
    }
  };
  const all = Promise.all(Array.from({ length: visitors }, visitor));
  return Object.assign(load, {
    stop: async () => {
      running.abort();
      await all;
    },
  });
}

async function lost(brand: Brand, answered: readonly string[]): Promise<string[]> {
  const rows = await eventually(
    'the database answers',
    () => brand.edit('select id from click').catch(() => null),
    30_000,
  );
  const stored = new Set((rows ?? []).map(({ id }) => id));
  return answered.filter((id) => !stored.has(id));
}

t.test(
  'PostgreSQL killed under load, three times: nothing that was answered is lost, and it goes on by itself',
  async (t) => {
    const { brand, origin, killPostgres } = await setUp(t);
    const load = startLoad(t, origin);
    for (let kill = 0; kill < 3; kill++) {
      const before = load.answered.length;
      await eventually('clicks are answered', () => load.answered.length > before + 200, 30_000);
      killPostgres();
    }
    const before = load.answered.length;
    await eventually('clicks are answered again', () => load.answered.length > before + 200, 30_000);
    await load.stop();
    t.same(await lost(brand, load.answered), []);
    t.same(
      [...load.others.keys()].filter((status) => status !== 503),
      [],
      'a redirect or a 503, nothing else',
    );
    t.ok(load.slowestMs < 7_000, `nobody waited longer than the patience: ${Math.round(load.slowestMs)} ms`);
    t.comment(`${load.answered.length} answered, ${load.others.get(503) ?? 0} refused`);
  },
);

t.test('the server killed under load: nothing that was answered is lost', async (t) => {
  const { brand, child, origin, url } = await setUp(t);
  let server = { child, origin };
  const answered: string[] = [];
  for (let kill = 0; kill < 3; kill++) {
    const load = startLoad(t, server.origin);
    await eventually('clicks are answered', () => load.answered.length > 300, 30_000);
    server.child.kill('SIGKILL');
    await once(server.child, 'exit');
    await load.stop();
    answered.push(...load.answered);
    server = await startServer(t, url);
  }
  t.ok(answered.length > 900);
  t.same(await lost(brand, answered), []);
});
