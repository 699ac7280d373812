import t from 'tap';
import { setup } from '../src/setup.ts';
import { connection } from './api/as-graphql.ts';
import { shopifyApiServer } from './api/server.ts';
import { shopHolding } from './api/shop.ts';

const url = 'https://go.example.com/hooks/019a9f3c-6d1e-7b42-9c55-2f6f3f1f0a11';
type Subscription = Readonly<Record<string, unknown>>;
const all = ['read_orders', 'read_customers', 'read_shopify_payments_disputes'];

async function shop(t: Parameters<typeof shopifyApiServer>[0], scopes = all, held: Subscription[] = []) {
  const server = await shopifyApiServer(t, {
    ...shopHolding([], { scopes }),
    Subscriptions: () => ({ webhookSubscriptions: connection(held) }),
    Subscribe: ({ topic, webhookSubscription }) => {
      const { uri } = webhookSubscription as { uri: string };
      if (uri.includes('localhost'))
        return { webhookSubscriptionCreate: { userErrors: [{ message: 'Address is not allowed' }] } };
      const taken = held.some((one) => one['topic'] === topic && one['uri'] === uri);
      if (!taken)
        held.push({
          id: `gid://shopify/WebhookSubscription/${held.length + 1}`,
          topic,
          uri,
          format: 'JSON',
          apiVersion: { handle: '2026-10' },
        });
      return {
        webhookSubscriptionCreate: {
          userErrors: taken ? [{ message: 'Address for this topic has already been taken' }] : [],
        },
      };
    },
    Unsubscribe: ({ id }) => {
      held.splice(
        held.findIndex((one) => one['id'] === id),
        1,
      );
      return { webhookSubscriptionDelete: { userErrors: [] } };
    },
  });
  const run = async (dryRun = false, credentials: object = { clientSecret: server.clientSecret }, to = url) => {
    const account = {
      mode: 'live',
      account: 'larch.myshopify.com',
      credentials: { accessToken: server.token, ...credentials },
    } as const;
    return setup(server.url, 1)(account, { url: to, dryRun });
  };
  return { server, run, held };
}

t.test('F49: every topic is subscribed once; a second time nothing is done', async (t) => {
  const { run, held, server } = await shop(t, all, [
    { id: 'gid://shopify/WebhookSubscription/9', topic: 'ORDERS_PAID', uri: 'https://else.example.com' },
  ]);
  t.match(await run(true), {
    steps: [
      { state: 'would', what: /orders\/paid/ },
      { state: 'by_hand', what: /customers\/redact/ },
    ],
  });
  t.equal(held.length, 1, 'a dry run subscribes to nothing');
  const done = await run();
  t.match(done.steps, [
    { state: 'done', what: /disputes\/update/ },
    { state: 'by_hand', what: /compliance/ },
  ]);
  const own = held.filter(({ uri }) => uri === url).map(({ topic }) => topic);
  t.same(own.length, new Set(own).size);
  t.ok(own.includes('REFUNDS_CREATE') && !own.includes('CUSTOMERS_REDACT'));
  const asked = server.asked.length;
  t.match(await run(), { steps: [{ state: 'already' }, { state: 'by_hand' }] });
  t.equal(server.asked.slice(asked).filter(({ name }) => name === 'Subscribe').length, 0);
});

t.test('what is subscribed beside the topics is ended, and an answer that was lost is no mistake', async (t) => {
  const { run, held, server } = await shop(t, all, [
    { id: 'gid://shopify/WebhookSubscription/1', topic: 'PRODUCTS_UPDATE', uri: url },
  ]);
  server.trouble.push({
    status: 200,
    body: '{"errors":[{"message":"oh","extensions":{"code":"INTERNAL_SERVER_ERROR"}}]}',
  });
  t.match((await run()).steps, [{ state: 'done' }, { state: 'done', what: /PRODUCTS_UPDATE/ }, { state: 'by_hand' }]);
  t.notOk(held.some(({ topic }) => topic === 'PRODUCTS_UPDATE'));
});

t.test('a scope that is missing is named with what it costs; without a secret that is told', async (t) => {
  const { run } = await shop(t, ['read_orders']);
  const { steps } = await run(false, {});
  t.match(
    steps.filter(({ state }) => state === 'by_hand'),
    [
      { what: /read_shopify_payments_disputes, read_customers.*disputes\/create.*customers\/create/ },
      { what: /credentials\.clientSecret/ },
      { what: /compliance/ },
    ],
  );
  const none = await shop(t, ['read_products']);
  await t.rejects(none.run(), { code: 'missing_permission', message: /read_orders/ });
  const other = await shop(t);
  await t.rejects(other.run(false, {}, 'http://localhost/hooks/1'), { code: 'refused', message: /not allowed/ });
});
