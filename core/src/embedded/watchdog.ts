import { spawn, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import type { Account } from './account.ts';

/**
 * Runs "$@" and interrupts it as soon as file descriptor 3 closes, which the kernel does for us however our process
 * ends, kill -9 included. INT is PostgreSQL's fast shutdown. The shell itself ignores what a service manager sends to
 * a whole group, else it would be gone before its work. `read` is a builtin, so killing the watcher leaves nothing behind.
 */
const WATCHDOG = `
trap '' INT TERM HUP
"$@" 3<&- &
child=$!
{ read -r line <&3; kill -INT "$child"; } 2>/dev/null &
watcher=$!
exec 3<&-
wait "$child"
code=$?
kill -KILL "$watcher" 2>/dev/null
exit "$code"
`;

export interface Watched {
  readonly process: ChildProcess;
  /** Resolves when the command has ended, with the exit code (128 + n for signal n). */
  readonly ended: Promise<number>;
  /** Asks it to shut down; `ended` tells when it has. */
  interrupt(): void;
}

/**
 * Runs a program that must not outlive this process. It stands in a session of its own, so that a Ctrl-C in the
 * terminal reaches only us and shutting down happens in order.
 *
 * Windows has no /bin/sh: there the program is a plain child, ended by its parent, and a killed parent leaves it running.
 */
export function spawnWatched(command: readonly string[], account: Account, cwd: string): Watched {
  const [program = '', ...args] = [...account.prefix, ...command];
  const env = { PATH: process.env['PATH'], SystemRoot: process.env['SystemRoot'], LC_ALL: 'C', TZ: 'UTC' };
  const child =
    process.platform === 'win32'
      ? spawn(program, args, { env, cwd, stdio: ['pipe', 'ignore', 'pipe'] })
      : spawn('/bin/sh', ['-c', WATCHDOG, 'watchdog', program, ...args], {
          ...account.ids,
          env,
          cwd,
          detached: true,
          stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
        });
  const lifeline = child.stdio[3] as Socket | undefined;
  // The other end may be gone first; that is told by `ended`.
  lifeline?.on('error', () => {});
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    // Not 'close': backends that outlive a killed postmaster keep its stderr open.
    child.once('exit', (code) => resolve(code ?? 1));
  });
  return { process: child, ended, interrupt: () => (lifeline ? void lifeline.destroy() : void child.kill()) };
}
