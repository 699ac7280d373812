import os from 'node:os';

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};

export interface Target {
  readonly must: number;
  readonly aim: number;
  /** Whether more is better. Default: less is. */
  readonly more?: boolean;
}

/** One line: what was measured, against what PERFORMANCE asks. Returns whether it holds. */
export function tell(what: string, value: number, unit: string, { must, aim, more = false }: Target): boolean {
  const holds = more ? value >= must : value <= must;
  const sign = more ? '≥' : '≤';
  const digits = value < 10 ? 2 : value < 100 ? 1 : 0;
  console.log(
    `${holds ? '✓' : '✗'} ${what}: ${value.toFixed(digits)}${unit} (must ${sign} ${must}${unit}, aim ${sign} ${aim}${unit})`,
  );
  return holds;
}

export function tellMachine(tool: string): void {
  const [cpu] = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  console.log(
    `${new Date().toISOString().slice(0, 10)}, ${os.cpus().length} × ${cpu?.model.trim()}, ${memory} GB, Node ${process.versions.node}, load by ${tool}`,
  );
}
