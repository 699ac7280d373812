// The tests: npx -y pnpm@12 test [files, folders or patterns] [--long]
//
// Starts one PostgreSQL for the run, hands its address to the test files, and ends with one line: N passed, N failed.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { stopSignal } from '../core/src/cli/stop-signal.ts';
import { runInLanes } from './lanes.ts';
import { createReport, type Totals } from './report.ts';
import { startTestPostgres } from './test-postgres.ts';

/** What takes longest comes first, so that no lane is left with it at the end. */
const EVERYTHING = ['admin-ui', '', 'adapters/*', 'core', 'core/templates/*', 'plugins/*', 'examples/*'].map((folder) =>
  path.join(folder, 'test/**/*.test.ts'),
);
const TIMEOUT_SECONDS = { usual: 240, long: 3_600 };

/** What a developer's shell may have set for a server must not reach the tests. */
const FOR_SERVERS = ['DATABASE_URL', 'DATABASE_OWNER_URL', 'FAIRLEAD_CONFIG', 'FAIRLEAD_DATA_DIR', 'HOST', 'PORT'];

const root = path.resolve(import.meta.dirname, '..');
/** What Node has made of a module serves all files of a run, and the next run. */
const NODE_COMPILE_CACHE = path.join(root, 'node_modules/.cache/fairlead-tests');
const words = process.argv.slice(2).filter((word) => word !== '--');
const long = words.includes('--long');
const files = findFiles(words.filter((word) => word !== '--long'));

if (files.length === 0) {
  console.error(`No test files: ${words.join(' ') || EVERYTHING.join(' ')}`);
  finish({ passed: 0, failed: 1, skipped: 0 });
} else {
  finish(await runTests());
}

async function runTests(): Promise<Totals> {
  const postgres = await startTestPostgres();
  try {
    return await runTestFiles(postgres.superuserUrl);
  } finally {
    await postgres.stop();
  }
}

async function runTestFiles(databaseUrl: string): Promise<Totals> {
  const report = createReport((text) => console.log(text));
  const interrupted = new AbortController();
  void stopSignal().then((signal) => interrupted.abort(signal));
  await runInLanes(files, {
    count: os.availableParallelism(),
    timeout: long ? TIMEOUT_SECONDS.long : TIMEOUT_SECONDS.usual,
    cwd: root,
    env: environment({ FAIRLEAD_TEST_DATABASE_URL: databaseUrl, ...(long && { FAIRLEAD_LONG: '1' }) }),
    report,
    signal: interrupted.signal,
  });
  const totals = report.totals();
  if (!interrupted.signal.aborted) return totals;
  console.log(`✗ interrupted by ${String(interrupted.signal.reason)}`);
  return { ...totals, failed: totals.failed + 1 };
}

function environment(added: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !FOR_SERVERS.includes(name));
  return { ...Object.fromEntries(inherited), NODE_COMPILE_CACHE, ...added };
}

function findFiles(wanted: readonly string[]): readonly string[] {
  const patterns = wanted.map((word) => {
    const isFolder = fs.statSync(path.resolve(root, word), { throwIfNoEntry: false })?.isDirectory();
    return isFolder ? path.join(word, '**/*.test.ts') : word;
  });
  const found = (patterns.length > 0 ? patterns : EVERYTHING).flatMap((pattern) =>
    fs.globSync(pattern, { cwd: root, exclude: (name) => name === 'node_modules' }).sort(),
  );
  return [...new Set(found)];
}

/** Nothing may be printed after this line. A run in which nothing passed has shown nothing, so it fails. */
function finish({ passed, failed, skipped }: Totals): void {
  if (skipped > 0) console.log(`${skipped} skipped`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}
