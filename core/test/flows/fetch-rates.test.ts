import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fx } from '@fairlead/fx';
import t, { type Test } from 'tap';
import { fetchMissingRates, fetchRates, importRates } from '../../src/flows/fetch-rates.ts';
import { readRates } from '../../src/store/exchange-rates.ts';
import { openStore } from '../../src/store/database.ts';
import { testDatabase } from '../../src/testing/database.ts';
import { testEngine } from '../../src/testing/engine.ts';

const cube = (day: string, usd: string) => `<Cube time="${day}"><Cube currency="USD" rate="${usd}"/></Cube>`;
const xml = (...days: string[]) => `<Envelope><Cube>${days.join('')}</Cube></Envelope>`;

/** A bank that answers as told, an engine that knows no rates yet, and its clock at Wednesday 2026-04-15, 17:00 UTC. */
async function setUp(t: Test) {
  const asked: string[] = [];
  let answer = (response: ServerResponse, _file: string): void => void response.end(xml(cube('2026-04-15', '1.17')));
  const bank = createServer((request, response) => {
    const file = request.url?.slice(1) ?? '';
    asked.push(file);
    answer(response, file);
  }).listen(0, '127.0.0.1');
  await once(bank, 'listening');
  t.teardown(() => bank.close());
  const { port } = bank.address() as AddressInfo;
  const database = await testDatabase(t);
  const store = await openStore({ url: database.url });
  t.teardown(() => store.close());
  const engine = testEngine(store, [fx({ publishedAt: `http://127.0.0.1:${port}` })]);
  const wednesday = Date.parse('2026-04-15T17:00:00Z');
  engine.clock.move({ days: (wednesday - Date.now()) / 86_400_000 });
  const source = engine.rateSources.get('ecb');
  if (source === undefined) throw new Error('the plugin gives no source');
  const stored = async () => (await readRates(store, 'ecb', '2000-01-01', '2100-01-01')).days.map(({ day }) => day);
  return { asked, answers: (how: typeof answer) => void (answer = how), engine, source, stored };
}

t.test('X2: what is missing is fetched, by the smallest file that closes the gap', async (t) => {
  const { asked, answers, engine, source, stored } = await setUp(t);
  t.match(await fetchMissingRates(engine, source), { added: 1 });
  t.equal(await fetchMissingRates(engine, source), null, 'nothing is missing');
  engine.clock.move({ days: 1 });
  answers((response) => void response.end(xml(cube('2026-04-16', '1.18'))));
  await fetchMissingRates(engine, source);
  engine.clock.move({ days: 4 });
  answers((response) => void response.end(xml(cube('2026-04-20', '1.19'), cube('2026-04-17', '1.2'))));
  await fetchMissingRates(engine, source);
  engine.clock.move({ days: 400 });
  answers((response) => void response.end(xml(cube('2027-05-25', '1.3'))));
  await fetchMissingRates(engine, source);
  t.same(asked, ['eurofxref-hist-90d.xml', 'eurofxref-daily.xml', 'eurofxref-hist-90d.xml', 'eurofxref-hist.xml']);
  t.same(await stored(), ['2027-05-25', '2026-04-20', '2026-04-17', '2026-04-16', '2026-04-15']);
});

t.test('X2: what is stored of a day never changes; days known otherwise are named', async (t) => {
  const { engine, source } = await setUp(t);
  const file = (text: string): Uint8Array => new TextEncoder().encode(text);
  t.same(await importRates(engine, source, file('Date,USD\n2026-04-13,1.1\n2026-04-10,1.2\n')), {
    added: 2,
    differing: [],
  });
  t.same(await importRates(engine, source, file('Date,USD\n2026-04-13,1.1\n2026-04-10,1.3\n2026-04-09,1\n')), {
    added: 1,
    differing: ['2026-04-10'],
  });
  const { newest, days } = await readRates(engine.store, 'ecb', '2026-04-10', '2026-04-13');
  t.same({ newest, days }, { newest: '2026-04-13', days: [{ day: '2026-04-10', rates: { USD: '1.2' } }] });
});

t.test(
  'X2: rates of days to come, which could never be mended, and of no day of the calendar are refused whole',
  async (t) => {
    const { engine, source, stored } = await setUp(t);
    for (const day of ['2026-04-17', '2999-01-01', '2026-02-31', '0000-00-00', '31 February 2026']) {
      const file = new TextEncoder().encode(`Date,USD\n2026-04-13,1.1\n${day},1.2\n`);
      await t.rejects(importRates(engine, source, file), { name: 'Unreadable' }, day);
    }
    t.same(await stored(), []);
  },
);

t.test('a source that is away, or sends something else, changes nothing and is named', async (t) => {
  const { answers, engine, source, stored } = await setUp(t);
  answers((response) => void response.writeHead(503).end());
  await t.rejects(fetchRates(engine, source, 'latest'), { message: /eurofxref-daily\.xml: it answers 503/ });
  answers((response) => void response.end('<html><body>Maintenance</body></html>'));
  await t.rejects(fetchRates(engine, source, 'latest'), { message: /holds no rates/ });
  answers((response) => void response.destroy());
  await t.rejects(fetchRates(engine, source, 'recent'), { message: /eurofxref-hist-90d\.xml/ });
  answers((response) => void response.end(xml(cube('2026-04-15', '1.17'), cube('2026-04-14', 'much'))));
  await t.rejects(fetchRates(engine, source, 'recent'), { message: /'much' of USD/ });
  t.same(await stored(), [], 'nothing is half read');
});

t.test('a server that stops waits for no bank', async (t) => {
  const { answers, engine, source, stored } = await setUp(t);
  const stop = new AbortController();
  answers(() => stop.abort(new Error('stopping')));
  await t.rejects(fetchMissingRates(engine, source, stop.signal), { message: /stopping/ });
  t.same(await stored(), []);
});
