// Durable redirects against a bare Fastify that answers 302, in one run: node bench/clicks.ts [--seconds 5] [--rounds 5] [--profile <folder>]
//
// Everything shares the machine: load, both servers, PostgreSQL. Rounds alternate, so that what else happens on it hits both alike.
import { parseArgs } from 'node:util';
import path from 'node:path';
import { startChild, type Child } from './tools/child.ts';
import { startBenchDatabase, type BenchDatabase } from './tools/database.ts';
import { elsewhereText, watchElsewhere } from './tools/elsewhere.ts';
import { startFairlead } from './tools/fairlead.ts';
import { makeLinks } from './tools/links.ts';
import { openLoop } from './tools/open-loop.ts';
import { cpuOf, cpuOfTree, memoryOf } from './tools/process-cpu.ts';
import { median, tell, tellMachine } from './tools/report.ts';
import { closedLoop, loadTool } from './tools/wrk.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '5' },
    profile: { type: 'string' },
  },
});
const seconds = Number(values.seconds);
const rounds = Number(values.rounds);
const profiling = values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`];
const connections = 256;
const steadyRate = 2_000;

tellMachine(loadTool);
const database = await startBenchDatabase();
try {
  await makeLinks(database.url);
  const bare = await startChild({ file: path.join(import.meta.dirname, 'servers/bare.ts') });
  const clicks = await startFairlead({ databaseUrl: database.url, flags: profiling });
  try {
    const held = [await closedRounds(bare, clicks, database), await steady(bare, clicks, database), memory(clicks)];
    if (!held.every(Boolean)) process.exitCode = 1;
  } finally {
    await bare.stop();
    await clicks.stop();
  }
} finally {
  await database.stop();
}

interface Round {
  readonly perSecond: number;
  readonly node: number;
  readonly postgres: number;
}

/** One round against one server: what it answered, and microseconds of processor time for each answer. */
async function round(server: Child, postgres: BenchDatabase, forSeconds: number): Promise<Round> {
  const before = { node: cpuOf(server.pid), postgres: cpuOfTree(postgres.pid) };
  const { perSecond, requests, failed } = await closedLoop({ origin: server.origin, connections, seconds: forSeconds });
  if (failed > 0) throw new Error(`${failed} of ${requests} requests failed`);
  return {
    perSecond,
    node: (cpuOf(server.pid) - before.node) / requests,
    postgres: (cpuOfTree(postgres.pid) - before.postgres) / requests,
  };
}

async function closedRounds(bare: Child, clicks: Child, postgres: BenchDatabase): Promise<boolean> {
  for (const server of [bare, clicks]) await round(server, postgres, 3);
  const all: { readonly bare: Round; readonly clicks: Round }[] = [];
  for (let number = 1; number <= rounds; number++) {
    const elsewhere = watchElsewhere(postgres.pid);
    const pair = { bare: await round(bare, postgres, seconds), clicks: await round(clicks, postgres, seconds) };
    all.push(pair);
    const [one, other] = [pair.bare, pair.clicks];
    console.log(
      `  round ${number}: bare ${Math.round(one.perSecond)}/s (${one.node.toFixed(1)} µs), durable ${Math.round(other.perSecond)}/s ` +
        `(node ${other.node.toFixed(1)} + PostgreSQL ${other.postgres.toFixed(1)} µs), ratio ${(other.perSecond / one.perSecond).toFixed(2)}; ${elsewhereText(elsewhere())}`,
    );
  }
  const held = [
    tell(
      'durable redirect ÷ bare 302, 256 connections',
      median(all.map((pair) => pair.clicks.perSecond / pair.bare.perSecond)),
      ' ×',
      {
        must: 0.45,
        aim: 0.6,
        more: true,
      },
    ),
    tell('processor time of node for one click', median(all.map((pair) => pair.clicks.node)), ' µs', {
      must: 38,
      aim: 30,
    }),
    tell('processor time of PostgreSQL for one click', median(all.map((pair) => pair.clicks.postgres)), ' µs', {
      must: 20,
      aim: 12,
    }),
  ];
  return held.every(Boolean);
}

async function steady(bare: Child, clicks: Child, postgres: BenchDatabase): Promise<boolean> {
  const ratios: number[] = [];
  for (let number = 1; number <= rounds; number++) {
    const elsewhere = watchElsewhere(postgres.pid);
    const [one, other] = [
      await openLoop({ origin: bare.origin, perSecond: steadyRate, seconds }),
      await openLoop({ origin: clicks.origin, perSecond: steadyRate, seconds }),
    ];
    if (one.failed + other.failed > 0) throw new Error('requests failed');
    ratios.push(other.p99 / one.p99);
    console.log(
      `  at ${steadyRate}/s: bare p50 ${one.p50.toFixed(2)}, p99 ${one.p99.toFixed(2)} ms; durable p50 ${other.p50.toFixed(2)}, p99 ${other.p99.toFixed(2)} ms; ${elsewhereText(elsewhere())}`,
    );
  }
  return tell(`p99 ÷ bare p99 at ${steadyRate}/s`, median(ratios), ' ×', { must: 4, aim: 2.2 });
}

function memory(clicks: Child): boolean {
  return tell('most memory of the server under all that', memoryOf(clicks.pid).most, ' MB', { must: 256, aim: 150 });
}
