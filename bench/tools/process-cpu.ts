import fs from 'node:fs';

/** Of Linux; what a kernel counts a process's time in. */
export const microsecondsPerTick = 10_000;

interface Stat {
  readonly pid: number;
  readonly parent: number;
  readonly microseconds: number;
  /** Of children that ended. */
  readonly ended: number;
}

/** Time on the processor of one process, and of everything below it, since each started: user and system, microseconds. */
export function cpuOfTree(pid: number): number {
  const all = fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readStat(Number(name)));
  const below = (parent: number): number =>
    all.filter((stat) => stat.parent === parent).reduce((sum, stat) => sum + stat.microseconds + below(stat.pid), 0);
  const root = all.find((stat) => stat.pid === pid);
  return (root?.microseconds ?? 0) + (root?.ended ?? 0) + below(pid);
}

/** Whether one process was started by another, or by one that was. */
export function isBelow(pid: number, ancestor: number): boolean {
  const parent = readStat(pid)[0]?.parent ?? 0;
  return parent === ancestor || (parent > 1 && isBelow(parent, ancestor));
}

export const cpuOf = (pid: number): number => readStat(pid)[0]?.microseconds ?? 0;

/** Resident memory, MB: now, and at most so far. */
export function memoryOf(pid: number): { readonly now: number; readonly most: number } {
  const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
  const field = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
  return { now: field('VmRSS'), most: field('VmHWM') };
}

function readStat(pid: number): Stat[] {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold anything; numbered fields begin behind it, with the third.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const field = (number: number): number => Number(fields[number - 3]);
    const spent = (user: number, system: number): number => (field(user) + field(system)) * microsecondsPerTick;
    return [{ pid, parent: field(4), microseconds: spent(14, 15), ended: spent(16, 17) }];
  } catch {
    // It ended while we looked.
    return [];
  }
}
