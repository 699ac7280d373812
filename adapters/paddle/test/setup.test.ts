import t from 'tap';
import { paddleAdapter } from '../src/index.ts';
import { setup } from '../src/setup.ts';
import { type PaddleObject, paddleApiServer } from './api/server.ts';

const url = 'https://go.example.com/hooks/019a9f3c-6d1e-7b42-9c55-2f6f3f1f0a11';
const path = '/notification-settings';
const { events } = paddleAdapter();
const secret = 'pdl_ntfset_01new_0123456789abcdef';

/** Takes names of events and gives them back as objects, as Paddle does. */
async function paddle(
  t: Parameters<typeof paddleApiServer>[0],
  destinations: PaddleObject[] = [],
  forbidden: readonly string[] = [],
) {
  const names = (body: Readonly<Record<string, unknown>>) =>
    ((body['subscribed_events'] ?? []) as readonly unknown[]).map((one) =>
      typeof one === 'string' ? { name: one } : one,
    );
  const server = await paddleApiServer(
    t,
    { events: [], objects: { [path]: destinations } },
    {
      forbidden,
      onCreate: (_list, body) => ({
        id: 'ntfset_new',
        endpoint_secret_key: secret,
        active: true,
        subscribed_events: names(body),
      }),
    },
  );
  const run = async (credentials: object, dryRun = false) =>
    setup(server.url, 1)(
      { mode: 'test', account: null, credentials: { apiKey: server.key, ...credentials } },
      { url, dryRun },
    );
  return { server, run, writes: () => server.sent.filter(({ method }) => method !== 'GET') };
}

const destination = (change: object): PaddleObject => ({
  id: 'ntfset_1',
  destination: url,
  active: true,
  api_version: 1,
  endpoint_secret_key: secret,
  subscribed_events: events.map((name) => ({ name })),
  ...change,
});

t.test(
  'F49: a destination is made with exactly the events, adjustments among them; a second time it is found',
  async (t) => {
    const destinations: PaddleObject[] = [destination({ id: 'ntfset_else', destination: 'https://else.example.com' })];
    const { run, writes } = await paddle(t, destinations);
    const done = await run({});
    t.match(done, { steps: [{ state: 'done' }, { state: 'done' }], credentials: { signingSecret: secret } });
    t.match(writes(), [{ method: 'POST', body: { destination: url, api_version: 1, subscribed_events: events } }]);
    t.ok(events.includes('adjustment.created'));
    t.match(await run(done.credentials ?? {}), {
      steps: [{ state: 'already', what: /ntfset_new/ }],
      credentials: undefined,
    });
    t.equal(writes().length, 1);
  },
);

t.test('one that differs is mended, and its secret learned; a dry run writes nothing', async (t) => {
  const { run, writes } = await paddle(t, [
    destination({ active: false, subscribed_events: [{ name: 'transaction.completed' }, { name: 'payout.paid' }] }),
  ]);
  t.match(await run({}, true), {
    steps: [
      { state: 'would', what: /adjustment\.created/ },
      { what: /payout\.paid/ },
      { what: /activate/ },
      { what: /secret/ },
    ],
  });
  t.equal(writes().length, 0);
  t.match(await run({}), { credentials: { signingSecret: secret } });
  t.match(writes(), [{ method: 'PATCH', body: { subscribed_events: events, active: true } }]);
});

t.test('a permission that is missing is named', async (t) => {
  const { run } = await paddle(t, [], [path]);
  await t.rejects(run({}), { code: 'missing_permission', message: /notification-settings/ });
});
