import t from 'tap';
import { createApiKey } from '../../src/flows/manage/create-api-key.ts';
import type { SavedView, SavedViewPage } from '../../src/contract/api/index.ts';
import { bearer } from '../http/support/server.ts';
import { wholeServer } from '../http/support/whole-server.ts';

const { app, acme, key, server } = await wholeServer(t);
const { key: colleague } = await createApiKey(server.desk, acme.scope, {
  name: 'colleague',
  mode: 'live',
  scopes: ['read', 'manage'],
  signed: false,
});

interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
}

async function call<Body = Record<string, unknown>>(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  payload?: object,
  by = key,
): Promise<Answer<Body>> {
  const headers = { ...bearer(by), ...(payload === undefined ? {} : { 'content-type': 'application/json' }) };
  const answer = await app.inject({
    method,
    url: `/v1/views${path}`,
    headers,
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: answer.statusCode, body: answer.body === '' ? (null as never) : answer.json<Body>() };
}
const names = async (query = '', by = key): Promise<string[]> =>
  (await call<SavedViewPage>('GET', query, undefined, by)).body.data.map(({ name }) => name);

t.test('a view is kept, changed and forgotten; others see it when it is shared', async (t) => {
  const filters = { status: 'approved,paid', from: '2026-01-01', minAmount: '100' };
  const made = await call<SavedView>('POST', '', {
    name: 'Paid',
    list: 'conversions',
    filters,
    sort: '-amount',
    columns: ['amount'],
  });
  t.equal(made.status, 201);
  t.match(made.body, {
    name: 'Paid',
    filters,
    sort: '-amount',
    columns: ['amount'],
    shared: false,
    mine: true,
    version: 1,
  });
  const { id } = made.body;
  await call('POST', '', { name: 'Lost', list: 'payments', filters: { unattributed: 'true' } });
  t.same(await names(), ['Lost', 'Paid']);
  t.same(await names('?list=payments'), ['Lost']);
  t.same(await names('', colleague), []);
  t.equal((await call('PATCH', `/${id}`, { name: 'Mine' }, colleague)).status, 404, 'it is not there for others');
  t.equal((await call('DELETE', `/${id}`, undefined, colleague)).status, 404);

  t.match((await call('PATCH', `/${id}`, { shared: true, version: 1 })).body, { shared: true, version: 2 });
  t.match((await call<SavedViewPage>('GET', '', undefined, colleague)).body, { data: [{ id, mine: false }], total: 1 });
  const stale = await call('PATCH', `/${id}`, { name: 'Late', version: 1 });
  t.match(stale, { status: 409, body: { code: 'stale_version', version: 2, given: 1 } });
  t.match((await call('PATCH', `/${id}`, { columns: null, sort: null })).body, { columns: null, sort: null });

  t.equal((await call('DELETE', `/${id}`)).status, 204);
  t.equal((await call('DELETE', `/${id}`)).status, 404);
  t.same(await names(), ['Lost']);
  const audit = await app.inject({ url: `/v1/audit?entity=saved_view&entityId=${id}`, headers: bearer(key) });
  t.match(audit.json(), { data: [{ action: 'delete' }, {}, {}, { action: 'insert' }] });
});

t.test('what a list would not take, no view of it holds', async (t) => {
  const made = await call<SavedView>('POST', '', { name: 'All', list: 'conversions', filters: {} });
  const wrong: readonly (readonly [object, string])[] = [
    [{ filters: { statuses: 'paid' } }, '/filters/statuses'],
    [{ filters: { status: 'paid,gone' } }, '/filters/status'],
    [{ filters: { from: '2026-02-30' } }, '/filters/from'],
    [{ filters: { cursor: 'x' } }, '/filters/cursor'],
    [{ filters: { take: '50' } }, '/filters/take'],
    [{ filters: { status: 5 } }, '/filters/status'],
    [{ filters: { range: 'fortnight' } }, '/filters/range'],
    [{ list: 'affiliates', filters: { range: '30d' } }, '/filters/range'],
    [{ sort: 'name' }, '/sort'],
    [{ columns: 'amount' }, '/columns'],
    [{ list: 'balances' }, '/list'],
  ];
  for (const [change, path] of wrong) {
    const body = { name: 'Wrong', list: 'conversions', filters: {}, ...change };
    t.match(
      await call('POST', '', body),
      { status: 400, body: { errors: [{ in: 'body', path }] } },
      JSON.stringify(change),
    );
    t.match(await call('PATCH', `/${made.body.id}`, change), { status: 400 });
  }
  const recent = await call<SavedView>('POST', '', { name: 'Recent', list: 'payments', filters: { range: '30d' } });
  t.match(recent, { status: 201, body: { filters: { range: '30d' } } });
  t.match(await call('POST', '', { name: 'Inbox', list: 'inbox', filters: {}, sort: 'created' }), { status: 400 });
  t.same(await names('?list=conversions'), ['All']);
});
