// Deliveries at a fixed rate: node bench/deliveries.ts [--per-second 200] [--seconds 20]
//
// Each is a signed invoice.paid of Stripe with a click, sent to a server under its own process when it is due, and timed from then to its answer. From acknowledged to posted is
// told by the database's clock: from when the row of the inbox was kept to when the delivery was done with, its postings in the same transaction.
import { createHmac } from 'node:crypto';
import http from 'node:http';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { checksOf, defineConfig, load, registries } from '../core/src/plugins/index.ts';
import { openRateBook } from '../core/src/flows/rate-book.ts';
import { connectProcessor } from '../core/src/flows/manage/connect-processor.ts';
import { openStore } from '../core/src/store/database.ts';
import { sealer } from '../core/src/store/sealing.ts';
import config from './fairlead.config.ts';
import { startBenchDatabase } from './tools/database.ts';
import { elsewhereText, watchElsewhere } from './tools/elsewhere.ts';
import { startFairlead } from './tools/fairlead.ts';
import { paidInvoice } from './tools/invoices.ts';
import { tell, tellMachine } from './tools/report.ts';
import { makeBrands, pick } from './tools/sales.ts';

const { values } = parseArgs({
  options: { 'per-second': { type: 'string', default: '200' }, seconds: { type: 'string', default: '20' } },
});
const perSecond = Number(values['per-second']);
const seconds = Number(values.seconds);
const secret = 'whsec_bench_0123456789abcdef';

tellMachine('a client of its own');
const database = await startBenchDatabase();
const known = registries(load(defineConfig(config).plugins));
const { adapters, rateSources, ...rules } = known;
const store = await openStore({ url: database.url });
const { brands, clicks } = await makeBrands(store, 1);
const desk = {
  engine: { store, rules, adapters, rateSources, rates: openRateBook(rateSources), now: () => new Date() },
  sealer: sealer([Buffer.alloc(32, 'bench')]),
  checks: checksOf(known),
  publicUrl: 'http://localhost',
};
const scope = brands[0]?.scope;
if (scope === undefined) throw new Error('no brand');
const { id } = await connectProcessor(desk, scope, {
  adapter: 'stripe',
  mode: 'live',
  credentials: { signingSecret: secret },
});
const server = await startFairlead({ databaseUrl: database.url });
const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

/** Milliseconds from when it was due to its answer. */
function deliver(number: number, due: number): Promise<number> {
  const now = Math.floor(Date.now() / 1000);
  const { body } = paidInvoice(number, now - 60, pick(clicks).clickId);
  const signature = createHmac('sha256', secret).update(`${now}.`).update(body).digest('hex');
  const headers = {
    'content-type': 'application/json',
    'content-length': body.byteLength,
    'stripe-signature': `t=${now},v1=${signature}`,
  };
  return new Promise((resolve, reject) => {
    const request = http.request(`${server.origin}/hooks/${id}`, { method: 'POST', agent, headers }, (response) => {
      response
        .resume()
        .on('end', () =>
          response.statusCode === 200
            ? resolve(performance.now() - due)
            : reject(new Error(`answered ${response.statusCode}`)),
        );
    });
    request.on('error', reject).end(body);
  });
}

async function send(first: number, count: number): Promise<readonly number[]> {
  const began = performance.now();
  const answers: Promise<number>[] = [];
  for (let sent = 0; sent < count; sent++) {
    const due = began + (sent * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    answers.push(deliver(first + sent, due));
  }
  return Promise.all(answers);
}

const quantile = (numbers: readonly number[], share: number): number =>
  numbers.toSorted((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ?? 0;

const client = new pg.Client({ connectionString: database.url, options: '-c search_path=fairlead' });
await client.connect();
try {
  await send(0, perSecond * 3);
  const elsewhere = watchElsewhere(database.pid, server.pid);
  const first = perSecond * 3;
  const acknowledged = await send(first, perSecond * seconds);
  const busy = elsewhere();
  const left = async (): Promise<number> =>
    Number((await client.query<{ n: string }>(`select count(*) n from inbox where state = 'received'`)).rows[0]?.n);
  for (let look = 0; look < 600 && (await left()) > 0; look++) await new Promise((resolve) => setTimeout(resolve, 200));
  const { rows } = await client.query<{ ms: number }>(
    `select (extract(epoch from finished_at - received_at) * 1000)::float ms from inbox where state = 'processed' and substr(event_id, 11)::int >= $1`,
    [first],
  );
  const posted = rows.map(({ ms }) => ms);
  console.log(
    `  ${acknowledged.length} deliveries at ${perSecond}/s: acknowledged p50 ${quantile(acknowledged, 0.5).toFixed(1)} ms, posted p50 ${quantile(posted, 0.5).toFixed(0)} ms; ${elsewhereText(busy)}`,
  );
  const held = [
    tell('acknowledged, p99', quantile(acknowledged, 0.99), ' ms', { must: 50, aim: 20 }),
    tell('from acknowledged to posted, p95', quantile(posted, 0.95), ' ms', { must: 1000, aim: 200 }),
    tell('deliveries posted', posted.length, '', { must: acknowledged.length, aim: acknowledged.length, more: true }),
  ];
  if (!held.every(Boolean)) process.exitCode = 1;
} finally {
  await client.end();
  agent.destroy();
  await server.stop();
  await store.close();
  await database.stop();
}
