import { ProcessorRefused } from '@fairlead/core/plugin';
import t from 'tap';
import { stripeAdapter } from '../src/index.ts';
import { setup } from '../src/setup.ts';
import { type Held, stripeApiServer } from './api/server.ts';

const url = 'https://go.example.com/hooks/019a9f3c-6d1e-7b42-9c55-2f6f3f1f0a11';
const path = '/v1/webhook_endpoints';
const { events } = stripeAdapter();
const version = '2026-10-28.endive';

async function stripe(t: Parameters<typeof stripeApiServer>[0], endpoints: readonly Held[] = [], forbidden = {}) {
  let made = 0;
  const server = await stripeApiServer(t, {
    held: { [path]: endpoints },
    forbidden,
    onCreate: (_path, form) =>
      String(form['url']).includes('localhost')
        ? 'Invalid URL: URL must be publicly accessible'
        : { id: `we_new${++made}`, status: 'enabled', secret: `whsec_new${made}`, metadata: {} },
  });
  const run = async (credentials: object, dryRun = false, to = url) =>
    setup(server.url, 1)(
      { mode: 'test', account: null, credentials: { apiKey: server.key, ...credentials } },
      { url: to, dryRun },
    );
  const writes = () => server.asked.filter(({ method }) => method !== 'GET');
  return { server, run, writes, endpoints: () => server.held[path] ?? [] };
}

const endpoint = (change: object): Held => ({
  id: 'we_1',
  url,
  api_version: version,
  enabled_events: [...events],
  status: 'enabled',
  metadata: {},
  ...change,
});

t.test(
  'F49: an endpoint is made with the pinned version and exactly the events, and its secret is given',
  async (t) => {
    const { run, endpoints } = await stripe(t, [endpoint({ id: 'we_other', url: 'https://else.example.com/' })]);
    const done = await run({});
    t.match(done, { steps: [{ state: 'done', what: /Create/ }], credentials: { signingSecret: 'whsec_new1' } });
    t.match(endpoints(), [
      { id: 'we_new1', url, api_version: version, metadata: { fairlead_secret: /^[0-9a-f]{12}$/ } },
      { id: 'we_other' },
    ]);
    t.same(endpoints()[0]?.['enabled_events'], events);
    t.ok(stripeAdapter().secrets(done.credentials ?? {}).length === 1);
  },
);

t.test('a second time it is found again and nothing is done', async (t) => {
  const { run, writes } = await stripe(t);
  const { credentials } = await run({});
  const before = writes().length;
  t.match(await run(credentials ?? {}), { steps: [{ state: 'already', what: /we_new1/ }], credentials: undefined });
  t.equal(writes().length, before);
});

t.test('a dry run tells the same and writes nothing', async (t) => {
  const { run, writes } = await stripe(t, [
    endpoint({ enabled_events: ['invoice.paid', 'payout.paid'], status: 'disabled' }),
  ]);
  t.match(await run({ signingSecret: 'whsec_1' }, true), {
    steps: [
      { state: 'would', what: /add .*refund\.created/ },
      { state: 'would', what: /leave out payout\.paid/ },
      { state: 'would', what: /enable/ },
    ],
  });
  t.match(await run({}, true), {
    steps: [
      { state: 'would', what: /Create/ },
      { state: 'would', what: /Remove the endpoint we_1/ },
    ],
  });
  t.equal(writes().length, 0);
});

t.test('events that differ are mended, and one that was disabled is enabled', async (t) => {
  const { run, endpoints } = await stripe(t, [
    endpoint({ enabled_events: ['invoice.paid', 'payout.paid'], status: 'disabled' }),
  ]);
  t.match(await run({ signingSecret: 'whsec_1' }), {
    steps: [{ state: 'done' }, { state: 'done' }, { state: 'done' }],
    credentials: undefined,
  });
  t.match(endpoints(), [{ id: 'we_1', disabled: 'false' }]);
  t.same(endpoints()[0]?.['enabled_events'], events);
});

t.test('another version, or a secret that nobody kept: made anew, and the old one goes', async (t) => {
  for (const [credentials, change] of [
    [{ signingSecret: 'whsec_1' }, { api_version: '2024-06-20' }],
    [{}, {}],
    [{ signingSecret: 'whsec_1' }, { metadata: { fairlead_secret: '000000000000' } }],
  ] as const) {
    const { run, endpoints } = await stripe(t, [endpoint(change)]);
    t.match(await run(credentials), {
      steps: [{ what: /Create/ }, { what: /Remove the endpoint we_1/ }],
      credentials: { signingSecret: 'whsec_new1' },
    });
    t.same(
      endpoints().map(({ id }) => id),
      ['we_new1'],
    );
  }
});

t.test('a permission that is missing is named; an address Stripe refuses is told with its words', async (t) => {
  const refused = async (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    );
  const { run } = await stripe(t, [], { [path]: 'rak_webhook_write' });
  const lacking = await refused(run({}));
  t.ok(lacking instanceof ProcessorRefused);
  t.match(lacking, { code: 'missing_permission', message: /rak_webhook_write/ });
  const { run: again } = await stripe(t);
  t.match(await refused(again({}, false, 'http://localhost:4400/hooks/1')), {
    code: 'refused',
    message: /publicly accessible/,
  });
  t.match(await refused(again({ apiKey: 'rk_test_other' })), { code: 'unauthorized' });
});
