import type { PartitionFacts } from '../../store/inspect/clicks.ts';
import { type Finding, findings } from './finding.ts';

const { ok, warning, problem } = findings('click partitions');

/** A server makes those of the next months once a day; without one, clicks fall into the rest partition, which is slow to split later. */
export function clickPartitions({ months, present }: PartitionFacts): Finding {
  const ahead = months.filter((month) => month > present);
  const mend = 'start a server, which makes them, or run as the owner: select fairlead.ensure_click_partitions()';
  if (!months.includes(present)) return problem(`none for ${shown(present)}`, mend);
  if (ahead.length === 0) return warning(`none after ${shown(present)}`, mend);
  return ok(`up to ${shown(ahead.at(-1) ?? present)}`);
}

const shown = (month: string): string => month.replace('_', '-');
