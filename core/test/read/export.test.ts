import net from 'node:net';
import t from 'tap';
import { csvRow } from '../../src/flows/read/csv.ts';
import { exportConversions } from '../../src/flows/read/export-conversions.ts';
import type { Store } from '../../src/store/database.ts';
import { inOrganization } from '../../src/store/session.ts';
import { after } from '../../src/testing/time.ts';
import { noon } from '../../src/testing/facts.ts';
import { house } from '../flows/house.ts';
import { type Office, office } from './fixtures/office.ts';

const here = await house(t);

const download = async (o: Office, query = '', mode: 'live' | 'test' = 'live'): Promise<string> => {
  const response = await fetch(`${o.address}/v1/conversions.csv?${query}`, { headers: o.headers(mode) });
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return response.text();
};

/** Cells of RFC 4180. */
const cells = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  );

const table = (csv: string): Record<string, string>[] => {
  const [heading = '', ...lines] = csv.trimEnd().split('\r\n');
  const names = cells(heading);
  return lines.map((line) => Object.fromEntries(cells(line).map((cell, index) => [names[index] ?? '', cell])));
};

/** Copies the only conversion of a brand to many, a second apart, as its own sales would be. */
async function many(o: Office, count: number): Promise<void> {
  const { organizationId, scope, engine } = o;
  const text = `insert into conversion (organization_id, id, payment_id, enrollment_id, role, affiliate_id, campaign_id, type, mode, method, coupon_code,
      currency, amount, base, commission, occurred_at, payable_at, eligible_at, external_event_id)
    select organization_id, gen_random_uuid(), gen_random_uuid(), enrollment_id, role, affiliate_id, campaign_id, type, mode, method, coupon_code,
      currency, amount, base, commission, occurred_at - make_interval(secs => n), payable_at, eligible_at, 'copy_' || n
    from conversion, generate_series(1, $2) n where organization_id = $1 and external_event_id = 'o1'`;
  await inOrganization(engine.store, scope, (session) =>
    session.query({ name: 'test_many', text }, [organizationId, count]),
  );
}

/** Copies have no payment, which the books would notice. */
async function forget(o: Office): Promise<void> {
  const { Client } = (await import('pg')).default;
  const client = new Client({ connectionString: here.superuserUrl });
  await client.connect();
  await client.query(`delete from fairlead.conversion where external_event_id like 'copy_%' and organization_id = $1`, [
    o.organizationId,
  ]);
  await client.end();
}

void t.test('F91: one row each, amounts as decimals of their currency, method and code last', async (t) => {
  const o = await office(t, here);
  await o.coupon('JANE20', 'jane');
  await o.sale('o1', { evidence: { coupons: [{ code: 'JANE20' }] }, amount: 10_050n });
  await o.sale('yen', { evidence: { slugs: [o.slug('bob')] }, currency: 'JPY', amount: 5_000n });
  await o.sale('dinar', { evidence: { slugs: [o.slug('bob')] }, currency: 'KWD', amount: 1_050n });
  await o.lead({ externalId: 'user_1' }, { evidence: { slugs: [o.slug('jane')] } });
  await o.refund('r1', 'o1', 3_350n);
  const response = await fetch(`${o.address}/v1/conversions.csv`, { headers: o.headers() });
  t.match(response.headers.get('content-type'), 'text/csv; charset=utf-8');
  t.match(response.headers.get('content-disposition'), 'attachment; filename="conversions.csv"');
  const csv = await response.text();
  t.match(csv.split('\r\n')[0], /^id,payment_id,.*,attribution_method,coupon_code$/);
  const rows = table(csv);
  t.equal(rows.length, 4);
  t.match(
    rows.find(({ external_event_id }) => external_event_id === 'o1'),
    {
      currency: 'USD',
      amount: '100.50',
      refunded_amount: '33.50',
      commission: '20.10',
      reversed_commission: '6.70',
      occurred_at: noon,
      affiliate_name: 'jane',
      attribution_method: 'coupon',
      coupon_code: 'JANE20',
    },
  );
  t.match(
    rows.find(({ external_event_id }) => external_event_id === 'yen'),
    { amount: '5000', commission: '1000' },
  );
  t.match(
    rows.find(({ external_event_id }) => external_event_id === 'dinar'),
    { amount: '1.050', commission: '0.210' },
  );
  t.match(
    rows.find(({ type }) => type === 'lead'),
    { currency: '', amount: '', customer_external_id: 'user_1' },
  );
});

void t.test('F91: what begins like a formula is made harmless, and RFC 4180 is kept', async (t) => {
  const o = await office(t, here);
  const evidence = { slugs: [o.slug('jane')] };
  for (const id of ['=1+1', '+1', '-1', '@SUM(A1)', 'a,b', 'say "hi"', "'quoted", 'ünïcode ☃', '5=5']) {
    await o.sale(id, { evidence });
  }
  const csv = await download(o);
  const found = table(csv).map(({ external_event_id }) => external_event_id);
  t.same(
    found.toSorted(),
    ["'+1", "'-1", "'=1+1", "'@SUM(A1)", "'quoted", '5=5', 'a,b', 'say "hi"', 'ünïcode ☃'].toSorted(),
  );
  t.equal(
    csvRow(['\ttab', '\rreturn', '\nline', { plain: '-5.00' }, null, 'x']),
    `'\ttab,"'\rreturn","'\nline",-5.00,,x\r\n`,
  );
});

void t.test('F91: the filtered view, by the grammar of the list', async (t) => {
  const o = await office(t, here);
  for (const [hour, name] of ['jane', 'bob', 'jane'].entries()) {
    await o.sale(`o${hour}`, { occurredAt: after(noon, { hours: hour }), evidence: { slugs: [o.slug(name)] } });
  }
  await o.sale('t', { mode: 'test', evidence: { slugs: [o.slug('jane')] } });
  const of = async (query: string, mode?: 'live' | 'test'): Promise<(string | undefined)[]> =>
    table(await download(o, query, mode)).map(({ external_event_id }) => external_event_id);
  t.same(await of(''), ['o2', 'o1', 'o0']);
  t.same(await of(`affiliateId=${o.affiliate('jane')}&sort=occurredAt`), ['o0', 'o2']);
  t.same(await of('status=paid'), [], 'only the heading');
  t.same(await of('', 'test'), ['t']);
  t.match(await o.get('/conversions.csv?take=5'), { status: 400 });
  t.match(await o.get('/conversions.csv?isTest=false', 'test'), { status: 403 });
});

void t.test('F91: many pages are one file, each row once, and memory stays flat', async (t) => {
  const o = await office(t, here);
  await o.sale('o1', { evidence: { slugs: [o.slug('jane')] } });
  const count = 30_000;
  await many(o, count);
  t.teardown(() => forget(o));
  const seen = new Set<string>();
  let longest = 0;
  for await (const piece of exportConversions(o.engine, { ...o.scope, mode: 'live' }, { sort: '-occurredAt' })) {
    longest = Math.max(longest, piece.length);
    for (const line of piece.split('\r\n')) if (/^[0-9a-f]{8}-/.test(line)) seen.add(line.slice(0, 36));
  }
  t.equal(seen.size, count + 1);
  t.ok(longest < 1_000_000, `the longest piece has ${longest} characters`);
  const csv = await download(o);
  t.equal(csv.split('\r\n').length, count + 3);
  await forget(o);
});

void t.test('F91: a file that breaks off does not look complete', async (t) => {
  const o = await office(t, here);
  await o.sale('o1', { evidence: { slugs: [o.slug('jane')] } });
  await many(o, 5_000);
  t.teardown(() => forget(o));
  let reads = 0;
  const store = o.engine.store as { -readonly [K in keyof Store]: Store[K] };
  const { line } = store;
  store.line = async () => {
    if (++reads > 2) throw Object.assign(new Error('the database went away'), { code: 'ECONNREFUSED' });
    return line();
  };
  const response = await fetch(`${o.address}/v1/conversions.csv`, { headers: o.headers() });
  t.equal(response.status, 200, 'it had begun well');
  await t.rejects(response.text(), 'and the connection was cut');
  reads = 0;
  store.line = async () => {
    throw Object.assign(new Error('the database is away'), { code: 'ECONNREFUSED' });
  };
  const away = await fetch(`${o.address}/v1/conversions.csv`, { headers: o.headers() });
  t.match([away.status, await away.json()], [503, { code: 'unavailable' }], 'what fails at once is a problem');
  store.line = line;
  await forget(o);
});

void t.test('F91: one who goes away ends the reading', async (t) => {
  const o = await office(t, here);
  await o.sale('o1', { evidence: { slugs: [o.slug('jane')] } });
  await many(o, 60_000);
  t.teardown(() => forget(o));
  let reads = 0;
  const store = o.engine.store as { -readonly [K in keyof Store]: Store[K] };
  const { line } = store;
  store.line = async () => {
    reads++;
    return line();
  };
  const { port, hostname } = new URL(o.address);
  const socket = net.connect(Number(port), hostname);
  socket.write(`GET /v1/conversions.csv HTTP/1.1\r\nhost: x\r\nauthorization: ${o.headers()['authorization']}\r\n\r\n`);
  await new Promise((resolve) => socket.once('data', resolve));
  socket.destroy();
  let before = -1;
  while (reads !== before) {
    before = reads;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  t.ok(reads < 60, `${reads} of 61 pages were read`);
  store.line = line;
  const head = await fetch(`${o.address}/v1/conversions.csv`, { method: 'HEAD', headers: o.headers() });
  t.ok(head.status >= 400, 'asking for the headers alone reads nothing');
  await forget(o);
});
