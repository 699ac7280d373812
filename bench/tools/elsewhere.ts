import fs from 'node:fs';
import { cpuOfTree, isBelow, microsecondsPerTick } from './process-cpu.ts';

/**
 * Begins to watch what else the machine does; the function it returns tells how much of all its processors was taken since by anybody but
 * this process, what it started, and `others` with what they started. 0.1 of two cores is a fifth of one. Figures of a run
 * with more than a little of it say less: what runs beside it takes caches and turns as well.
 */
export function watchElsewhere(...others: readonly number[]): () => number {
  const roots = [process.pid, ...others.filter((pid) => !isBelow(pid, process.pid))];
  const own = (): number => roots.reduce((sum, pid) => sum + cpuOfTree(pid), 0);
  const before = { ...readMachine(), own: own() };
  return () => {
    const { busy, all } = readMachine();
    const elsewhere = busy - before.busy - (own() - before.own);
    return Math.max(0, elsewhere) / Math.max(1, all - before.all);
  };
}

export const elsewhereText = (share: number): string => `elsewhere ${Math.round(share * 100)}% of the machine`;

/**
 * Microseconds of all processors since the machine started. Interrupts count for nobody: those of our own sockets are among them.
 *
 * @see https://docs.kernel.org/filesystems/proc.html, /proc/stat
 */
function readMachine(): { readonly busy: number; readonly all: number } {
  const line = /^cpu\s+(.*)$/m.exec(fs.readFileSync('/proc/stat', 'utf8'))?.[1] ?? '';
  const times = line.split(' ').map((ticks) => Number(ticks) * microsecondsPerTick);
  const [user = 0, nice = 0, system = 0, idle = 0, waiting = 0, interrupts = 0, soft = 0, stolen = 0] = times;
  const busy = user + nice + system + stolen;
  return { busy, all: busy + idle + waiting + interrupts + soft };
}
