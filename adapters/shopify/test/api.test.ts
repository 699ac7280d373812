import { ProcessorRefused } from '@fairlead/core/plugin';
import t from 'tap';
import { shopifyApi } from '../src/api.ts';
import { denied, shopifyApiServer, throttled } from './api/server.ts';

const query = 'query Shop { shop { name } }';
const connection = (credentials: object, account: string | null = 'larch.myshopify.com') =>
  ({ mode: 'live', account, credentials }) as const;

async function refused(work: Promise<unknown>): Promise<ProcessorRefused> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ProcessorRefused) return error;
  throw new Error(`not refused: ${String(error)}`);
}

t.test('asked with a token, or with one granted to client id and secret', async (t) => {
  const server = await shopifyApiServer(t, { Shop: () => ({ shop: { name: 'Larch' } }) });
  for (const credentials of [
    { accessToken: ` ${server.token}\n` },
    { clientId: server.clientId, clientSecret: server.clientSecret },
  ]) {
    const api = await shopifyApi(connection(credentials), server.url, 1);
    t.match((await api.ask(query)).fields, { shop: { name: 'Larch' } });
  }
  t.same(
    server.asked.map(({ name }) => name),
    ['Shop', 'token', 'Shop'],
  );
});

t.test(
  'asked to slow down, by status or within a success, and in trouble for a moment: it waits and asks again',
  async (t) => {
    const server = await shopifyApiServer(t, { Shop: () => ({ shop: { name: 'Larch' } }) });
    server.trouble.push(
      { status: 200, body: throttled() },
      { status: 429, headers: { 'retry-after': '0' } },
      { status: 502, body: '<html>' },
      { status: 200, body: '{"errors":[{"message":"oh","extensions":{"code":"INTERNAL_SERVER_ERROR"}}]}' },
    );
    const api = await shopifyApi(connection({ accessToken: server.token }), server.url, 1);
    t.match((await api.ask(query)).fields, { shop: { name: 'Larch' } });
    t.equal(server.asked.length, 5);
  },
);

t.test('what waiting cannot mend says how to mend it, and never a secret', async (t) => {
  const server = await shopifyApiServer(t, { Shop: () => denied('orders', 'read_orders') });
  const asking = async (credentials: object, account?: string | null) =>
    (await shopifyApi(connection(credentials, account), server.url, 1)).ask(query);
  const wrong = [
    [{ accessToken: server.token }, undefined, 'missing_permission', /read_orders/],
    [{ accessToken: 'shpat_other' }, undefined, 'unauthorized', /token/],
    [
      { clientId: server.clientId, clientSecret: 'shpss_fedcba9876543210' },
      undefined,
      'unauthorized',
      /client id and secret/,
    ],
    [{ clientSecret: server.clientSecret }, undefined, 'no_api_key', /clientId/],
    [{ accessToken: server.token }, null, 'refused', /larch\.myshopify\.com/],
    [{ accessToken: server.token }, 'larch.example.com', 'refused', /not larch\.example\.com/],
  ] as const;
  for (const [credentials, account, code, message] of wrong) {
    const error = await refused(asking(credentials, account));
    t.match(error, { code, message });
    t.notMatch(error.message, /shpat_|shpss_/);
  }
  server.trouble.push({ status: 200, body: '<html>a proxy</html>' });
  t.match(await refused(asking({ accessToken: server.token })), { code: 'refused', message: /not Shopify/ });
  server.trouble.push({ status: 404 });
  t.match(await refused(asking({ accessToken: server.token })), { code: 'refused', message: /no such shop/ });
  const nobody = await shopifyApi(connection({ accessToken: server.token }), 'http://127.0.0.1:1', 1);
  t.match(await refused(nobody.ask(query)), { code: 'unavailable' });
});
