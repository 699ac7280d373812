import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Report } from './report.ts';

export interface Lanes {
  /** How many files run at once. */
  readonly count: number;
  /** Seconds until a test of a file has taken too long; twice as many end the file itself, which may hang. */
  readonly timeout: number;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly report: Report;
  /** Ends what is running; what waits is left out. */
  readonly signal: AbortSignal;
}

/**
 * Runs test files in their order, several at a time. A file is a program that prints TAP, and is run as such: tap's own runner would hook into the
 * loading of each of its modules.
 */
export async function runInLanes(files: readonly string[], lanes: Lanes): Promise<void> {
  const waiting = [...files];
  const lane = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined && !lanes.signal.aborted; file = waiting.shift())
      await run(file, lanes);
  };
  await Promise.all(Array.from({ length: lanes.count }, lane));
}

async function run(file: string, { timeout, cwd, env, report, signal }: Lanes): Promise<void> {
  const told = report.begin(file);
  const child = spawn(process.execPath, [file], {
    cwd,
    env: { ...env, TAP: '1', TAP_TIMEOUT: String(timeout) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const end = (): boolean => child.kill('SIGTERM');
  signal.addEventListener('abort', end);
  const hanging = setTimeout(() => child.kill('SIGKILL'), timeout * 2_000);
  child.stdout.setEncoding('utf8').on('data', told.hear);
  const [exitCode, endedBy] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  clearTimeout(hanging);
  signal.removeEventListener('abort', end);
  told.end({ exitCode, signal: endedBy });
}
