import type { ServerFacts } from '../../store/inspect/server.ts';
import { type Finding, findings } from './finding.ts';

/** What PostgreSQL must be, and what must not be turned off. */
export const databaseFindings = (facts: ServerFacts): readonly Finding[] => [
  version(facts),
  encoding(facts),
  timeZone(facts),
  ...durability(facts),
];

function version({ version: number }: ServerFacts): Finding {
  const { ok, problem } = findings('PostgreSQL');
  const shown = `${Math.floor(number / 10_000)}.${number % 10_000}`;
  if (number < 150_000) return problem(`version ${shown}`, 'Fairlead needs PostgreSQL 15 or newer: upgrade it');
  return ok(`version ${shown}`);
}

function encoding({ encoding: found }: ServerFacts): Finding {
  const { ok, problem } = findings('encoding');
  if (found === 'UTF8') return ok(found);
  return problem(
    found,
    "names and codes of any language need UTF8: create database … encoding 'UTF8' template template0",
  );
}

/** Any will do: times are stored with their offset, and days begin in the organization's zone or in UTC. */
function timeZone({ timeZone: zone }: ServerFacts): Finding {
  return findings('time zone').ok(zone);
}

function durability({ fsync, synchronousCommit, fullPageWrites }: ServerFacts): readonly Finding[] {
  const off = (name: string, value: string, lost: string): Finding => {
    const { ok, problem } = findings(name);
    if (value !== 'off') return ok(value);
    return problem('off', `${lost}: set ${name} = on in postgresql.conf and reload`);
  };
  return [
    off('fsync', fsync, 'a crash of the machine can ruin the whole database'),
    off('synchronous_commit', synchronousCommit, 'what was answered can be lost in a crash, clicks and sales among it'),
    off('full_page_writes', fullPageWrites, 'a crash of the machine can tear pages in two'),
  ];
}
