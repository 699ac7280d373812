import { ProcessorRefused } from '@fairlead/core/plugin';
import t from 'tap';
import { stripeApi } from '../src/api.ts';
import { stripeApiServer } from './api/server.ts';

const connection = (apiKey?: string, mode: 'live' | 'test' = 'test') => ({
  mode,
  account: null,
  credentials: apiKey === undefined ? {} : { apiKey },
});

async function refused(work: Promise<unknown>): Promise<ProcessorRefused> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ProcessorRefused) return error;
  throw new Error(`not refused: ${String(error)}`);
}

t.test('the SDK asks the host it is given, in the pinned version, and reads numbers digit by digit', async (t) => {
  const server = await stripeApiServer(t);
  server.trouble.push({
    status: 200,
    body: '{"object":"list","has_more":false,"data":[{"id":"in_1","amount_paid":9007199254740993}]}',
  });
  const api = await stripeApi(connection(` ${server.key}\n`), server.url, 1);
  const { data } = await api.ask(async (stripe) => stripe.invoices.list({ limit: 1 }));
  t.equal(data[0]?.amount_paid, 9_007_199_254_740_993n);
  t.match(server.asked[0], { method: 'GET', path: '/v1/invoices', headers: { 'stripe-version': '2026-10-28.endive' } });
});

t.test('asked to slow down, or in trouble for a moment: it asks again, and what is made is made once', async (t) => {
  const server = await stripeApiServer(t);
  const api = await stripeApi(connection(server.key), server.url, 1);
  server.trouble.push(
    {
      status: 429,
      headers: { 'retry-after': '0' },
      body: '{"error":{"type":"invalid_request_error","code":"rate_limit","message":"slow"}}',
    },
    { status: 503 },
    { status: 500, body: '<html>' },
  );
  const made = await api.ask(async (stripe, options) => stripe.coupons.create({ percent_off: 10 }, options));
  t.equal(server.asked.length, 4);
  t.equal(new Set(server.asked.map(({ headers }) => headers['idempotency-key'])).size, 1);
  t.match(server.held['/v1/coupons'], [{ id: made.id, percent_off: '10' }]);
});

t.test('what waiting cannot mend says how to mend it, and never the key', async (t) => {
  const server = await stripeApiServer(t, { forbidden: { '/v1/invoices': 'rak_invoice_read' } });
  const list = async (key?: string, mode?: 'live' | 'test', url = server.url) => {
    const api = await stripeApi(connection(key, mode), url, 1);
    return api.ask(async (stripe) => stripe.invoices.list());
  };
  const wrong = [
    [refused(list()), 'no_api_key', /credentials\.apiKey/],
    [refused(list(server.key, 'live')), 'wrong_mode', /rk_test_/],
    [refused(list('rk_test_other')), 'unauthorized', /revoked/],
    [refused(list(server.key)), 'missing_permission', /rak_invoice_read/],
    [refused(list(server.key, 'test', 'http://127.0.0.1:1')), 'unavailable', /ECONNREFUSED|answer/],
  ] as const;
  for (const [refusal, code, message] of wrong) {
    const error = await refusal;
    t.match(error, { code, message });
    t.notMatch(error.message, /abcdef/);
  }
  const none = await stripeApi(connection(server.key), server.url, 1);
  t.match(await refused(none.ask(async (stripe) => stripe.refunds.retrieve('re_1'))), {
    code: 'refused',
    message: /resource_missing/,
  });
  server.trouble.push(...Array.from({ length: 6 }, () => ({ status: 500 })));
  t.match(await refused(list(server.key)), { code: 'unavailable' });
});
