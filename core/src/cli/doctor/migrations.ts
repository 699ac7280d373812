import { type Finding, findings } from './finding.ts';

const { ok, warning } = findings('migrations');

/** `start` runs what is missing; until then nothing else works. */
export function migrated(pending: readonly string[]): Finding {
  if (pending.length === 0) return ok('all ran');
  return warning(`${pending.length} did not run: ${pending.join(', ')}`, 'run: fairlead migrate (or start a server)');
}
