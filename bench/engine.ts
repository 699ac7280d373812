// The pure engine on one core: reduce → attribute → compute → settle: node bench/engine.ts [--seconds 5]
//
// The real domain with the real plugins: each decision makes its whole trace, runs its commission model twice, and ends in postings. Beside it the
// arithmetic alone, an object and two roundings for each, as the ceiling of what a line can cost.
import { parseArgs } from 'node:util';
import { outcomeOf } from '../core/src/domain/outcome.ts';
import { percentOf } from '../core/src/domain/money.ts';
import { defineConfig, load, registries } from '../core/src/plugins/index.ts';
import config from './fairlead.config.ts';
import { enrollmentOf, saleOf } from './tools/contexts.ts';
import { elsewhereText, watchElsewhere } from './tools/elsewhere.ts';
import { median, tell, tellMachine } from './tools/report.ts';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '5' } } });
const { adapters: _adapters, rateSources: _sources, ...rules } = registries(load(defineConfig(config).plugins));

tellMachine('itself');
const now = Date.now();
const partners = Array.from({ length: 40 }, (_, number) => enrollmentOf(number));
const sales = partners.flatMap((partner, p) => Array.from({ length: 50 }, (_, s) => saleOf(p * 50 + s, partner, now)));
const at = new Date(now).toISOString();

let postings = 0;
const decide = (): void => {
  for (const sale of sales) postings += outcomeOf(sale, rules, at).postings.length;
};
let sum = 0n;
const arithmetic = (): void => {
  for (const { facts } of sales) {
    const { fact } = facts[0] ?? {};
    if (fact?.type !== 'payment.received') continue;
    const line = { amount: percentOf(fact.amount, 200_000), base: fact.amount };
    sum += line.amount;
  }
};

/** Of one core's own time: what else a busy machine does stretches the clock, and hardly this. */
function perSecond(work: () => void, rounds: number): number {
  const rates: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const [began, cpu] = [performance.now(), process.cpuUsage()];
    let done = 0;
    while (performance.now() - began < 1_000) {
      work();
      done += sales.length;
    }
    const { user, system } = process.cpuUsage(cpu);
    rates.push((done * 1_000_000) / (user + system));
  }
  // The first only warms up.
  return median(rates.slice(1));
}

const elsewhere = watchElsewhere();
const ceiling = perSecond(arithmetic, 1);
const decided = perSecond(decide, Number(values.seconds));
if (postings === 0 || sum === 0n) throw new Error('nothing was decided');
const told = (rate: number): string => `${Math.round(rate).toLocaleString('en')} in a second of processor time`;
console.log(`  arithmetic alone: ${told(ceiling)}`);
console.log(`  decided with their traces: ${told(decided)}, ${(1e6 / decided).toFixed(1)} µs each`);
console.log(`  ${(decided / ceiling).toFixed(4)} × the arithmetic; ${elsewhereText(elsewhere())}`);
if (!tell('decisions', decided / 1_000, ' k/s', { must: 1_000, aim: 2_000, more: true })) process.exitCode = 1;
