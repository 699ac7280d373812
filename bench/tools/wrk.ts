import { execFile, spawnSync } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

export interface ClosedLoop {
  readonly origin: string;
  readonly connections: number;
  readonly seconds: number;
}

export interface Answered {
  readonly requests: number;
  readonly perSecond: number;
  readonly failed: number;
}

const hasWrk = spawnSync('wrk', ['-v']).error === undefined;
export const loadTool = hasWrk
  ? 'wrk'
  : 'load.ts (wrk would leave the servers more of the machine: apt-get install wrk)';

/** As many requests as the server answers, each connection asking again as soon as it was answered. Slugs are `bench-0` to `bench-999`. */
export async function closedLoop({ origin, connections, seconds }: ClosedLoop): Promise<Answered> {
  if (!hasWrk) {
    const file = path.join(import.meta.dirname, 'load.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [
      file,
      'closed',
      origin,
      String(connections),
      String(seconds),
    ]);
    return JSON.parse(stdout) as Answered;
  }
  const script = path.join(import.meta.dirname, 'slugs.lua');
  const args = ['-t', '1', '-c', String(connections), '-d', `${seconds}s`, '--timeout', '10s', '-s', script, origin];
  const { stdout } = await promisify(execFile)('wrk', args);
  const number = (pattern: RegExp): number => Number(pattern.exec(stdout)?.[1] ?? 0);
  const socket = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(stdout)?.slice(1) ?? [];
  return {
    requests: number(/(\d+) requests in/),
    perSecond: number(/Requests\/sec:\s+([\d.]+)/),
    failed: number(/Non-2xx or 3xx responses: (\d+)/) + socket.reduce((sum, count) => sum + Number(count), 0),
  };
}
