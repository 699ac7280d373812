import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

export interface OpenLoop {
  readonly origin: string;
  readonly perSecond: number;
  readonly seconds: number;
}

export interface Latencies {
  readonly requests: number;
  readonly failed: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** Requests at a fixed rate, each timed from when it was due. */
export async function openLoop({ origin, perSecond, seconds }: OpenLoop): Promise<Latencies> {
  const file = path.join(import.meta.dirname, 'load.ts');
  const args = [file, 'open', origin, String(perSecond), String(seconds)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as Latencies;
}
