// From the start command to the first answer, of what is installed: node bench/start.ts [--rounds 5]
//
// First on an empty data folder (PostgreSQL is set up, tables are made), then again on the same one.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { elsewhereText, watchElsewhere } from './tools/elsewhere.ts';
import { startFairlead } from './tools/fairlead.ts';
import { cpuOf, memoryOf } from './tools/process-cpu.ts';
import { median, tell, tellMachine } from './tools/report.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });

tellMachine('one request');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'fairlead-bench-'));
fs.chmodSync(folder, 0o711);
try {
  const dataDir = path.join(folder, 'data');
  const first = await startOnce(dataDir);
  tellStart('on an empty data folder', first);
  const again: number[] = [];
  for (let number = 1; number <= Number(values.rounds); number++) {
    const start = await startOnce(dataDir);
    tellStart(`again, ${number}`, start);
    again.push(start.seconds);
  }
  const held = [
    tell('first start to first answer', first.seconds, ' s', { must: 3, aim: 1.5 }),
    tell('later start to first answer', median(again), ' s', { must: 3, aim: 1.5 }),
    tell('memory after the start', first.memory, ' MB', { must: 256, aim: 150 }),
  ];
  if (!held.every(Boolean)) process.exitCode = 1;
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}

interface Start {
  readonly seconds: number;
  /** Of the processor, for the server without its PostgreSQL: what a machine that is busy with other things does not stretch. */
  readonly cpuSeconds: number;
  readonly memory: number;
  readonly elsewhere: number;
}

function tellStart(which: string, { seconds, cpuSeconds, elsewhere }: Start): void {
  console.log(
    `  ${which}: ${seconds.toFixed(2)} s (processor time of node ${cpuSeconds.toFixed(2)} s); ${elsewhereText(elsewhere)}`,
  );
}

async function startOnce(dataDir: string): Promise<Start> {
  const began = performance.now();
  const elsewhere = watchElsewhere();
  const server = await startFairlead({ dataDir });
  try {
    const answer = await fetch(`${server.origin}/r/nobody`);
    if (answer.status !== 404) throw new Error(`answered ${answer.status}`);
    return {
      seconds: (performance.now() - began) / 1000,
      cpuSeconds: cpuOf(server.pid) / 1_000_000,
      memory: memoryOf(server.pid).now,
      elsewhere: elsewhere(),
    };
  } finally {
    await server.stop();
  }
}
