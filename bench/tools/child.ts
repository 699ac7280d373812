import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface Child {
  readonly pid: number;
  /** Where it listens. */
  readonly origin: string;
  readonly stop: () => Promise<void>;
}

export interface ChildOptions {
  readonly file: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** Of Node, before the file: `--cpu-prof`. */
  readonly flags?: readonly string[];
  readonly args?: readonly string[];
}

/** Starts a server on the Node that runs this, and waits until it prints the address it listens on. */
export async function startChild({ file, variables = {}, flags = [], args = [] }: ChildOptions): Promise<Child> {
  const child: ChildProcess = spawn(process.execPath, [...flags, file, ...args], {
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  for await (const line of createInterface({ input: child.stdout! })) {
    const origin = /listens on (http:\S+)/.exec(line)?.[1];
    // What it prints from now on is read and dropped, so that it never waits for us.
    child.stdout?.resume();
    if (origin !== undefined) return { pid: child.pid ?? 0, origin, stop };
  }
  throw new Error(`${file} ended before it listened`);
}
