// The tests: npx -y pnpm@12 test [files, folders or patterns] [--long] [options of tap]
//
// Starts one PostgreSQL for the run, hands its address to the test files, and ends with one line: N passed, N failed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { stopSignal } from '../core/src/cli/stop-signal.ts';
import { createReport, type Totals } from './report.ts';
import { startTestPostgres } from './test-postgres.ts';

const EVERYTHING = ['core', 'core/templates/*', 'plugins/*', 'adapters/*', 'admin-ui', 'examples/*', ''].map((folder) =>
  path.join(folder, 'test/**/*.test.ts'),
);
const TIMEOUT_SECONDS = { usual: 240, long: 3_600 };

/** What a developer's shell may have set for a server must not reach the tests. */
const FOR_SERVERS = ['DATABASE_URL', 'DATABASE_OWNER_URL', 'FAIRLEAD_CONFIG', 'FAIRLEAD_DATA_DIR', 'HOST', 'PORT'];

const root = path.resolve(import.meta.dirname, '..');
const words = process.argv.slice(2).filter((word) => word !== '--');
const long = words.includes('--long');
const options = words.filter((word) => word.startsWith('-') && word !== '--long');
const files = findFiles(words.filter((word) => !word.startsWith('-')));

if (files.length === 0) {
  console.error(`No test files: ${words.join(' ') || EVERYTHING.join(' ')}`);
  finish({ passed: 0, failed: 1, skipped: 0 });
} else {
  finish(await runTests());
}

async function runTests(): Promise<Totals> {
  const postgres = await startTestPostgres();
  try {
    return await runTap(postgres.superuserUrl);
  } finally {
    await postgres.stop();
  }
}

async function runTap(databaseUrl: string): Promise<Totals> {
  const report = createReport((text) => console.log(text));
  const timeout = long ? TIMEOUT_SECONDS.long : TIMEOUT_SECONDS.usual;
  const runner = path.join(root, 'node_modules/tap/dist/esm/run.mjs');
  const args = [runner, 'run', '--reporter=tap', '--disable-coverage', `--timeout=${timeout}`, ...options, ...files];
  const tap = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: environment({ FAIRLEAD_TEST_DATABASE_URL: databaseUrl, ...(long && { FAIRLEAD_LONG: '1' }) }),
  });
  let interrupted: string | undefined;
  async function endOnSignal(): Promise<void> {
    interrupted = await stopSignal();
    tap.kill('SIGTERM');
  }
  void endOnSignal();
  tap.stdout.setEncoding('utf8').on('data', (text: string) => report.input.write(text));
  const [code] = (await once(tap, 'close')) as [number | null];
  report.input.end();

  const totals = report.totals();
  if (interrupted !== undefined) console.log(`✗ interrupted by ${interrupted}`);
  else if (code === 0 || totals.failed > 0) return totals;
  else console.log(`✗ the test runner ended with ${code}, though no test failed`);
  return { ...totals, failed: totals.failed + 1 };
}

function environment(added: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !FOR_SERVERS.includes(name));
  return { ...Object.fromEntries(inherited), ...added };
}

function findFiles(wanted: readonly string[]): readonly string[] {
  const patterns = wanted.map((word) => {
    const isFolder = fs.statSync(path.resolve(root, word), { throwIfNoEntry: false })?.isDirectory();
    return isFolder ? path.join(word, '**/*.test.ts') : word;
  });
  const found = fs.globSync(patterns.length > 0 ? patterns : EVERYTHING, {
    cwd: root,
    exclude: (name) => name === 'node_modules',
  });
  return [...new Set(found)].sort();
}

/** Nothing may be printed after this line. A run in which nothing passed has shown nothing, so it fails. */
function finish({ passed, failed, skipped }: Totals): void {
  if (skipped > 0) console.log(`${skipped} skipped`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}
