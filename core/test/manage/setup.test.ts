import t from 'tap';
import { type Adapter, ProcessorRefused } from '../../src/contract/adapter.ts';
import type { SetupWanted } from '../../src/contract/setup.ts';
import { openAccount } from '../../src/flows/account.ts';
import { addressWarnings } from '../../src/flows/manage/address-warnings.ts';
import { connectProcessor } from '../../src/flows/manage/connect-processor.ts';
import { listAudit } from '../../src/flows/manage/list-audit.ts';
import { setUpConnection } from '../../src/flows/manage/set-up-connection.ts';
import { acme, testDesk } from './fixtures/desk.ts';

const asked: SetupWanted[] = [];
let refusal: Error | null = null;
/** Makes an endpoint once, and gives its secret then. */
const able: Adapter = {
  ...(acme as unknown as Adapter),
  id: 'able',
  title: 'Able Pay',
  async setup(account, wanted) {
    asked.push(wanted);
    if (refusal !== null) throw refusal;
    const { signingSecret } = account.credentials as { signingSecret?: string };
    if (signingSecret === 'made_by_setup') return { steps: [{ state: 'already', what: 'The endpoint is there.' }] };
    const state = wanted.dryRun ? 'would' : 'done';
    return {
      steps: [{ state, what: 'Create the endpoint.' }],
      ...(!wanted.dryRun && { credentials: { signingSecret: 'made_by_setup' } }),
    };
  },
};
const { desk, organization } = await testDesk(t, [able]);

async function connection(adapter = 'able') {
  const { scope } = await organization();
  const made = await connectProcessor(desk, scope, {
    adapter,
    mode: 'live',
    credentials: { signingSecret: 'old_secret' },
  });
  return { scope, made, id: made.id };
}

t.test('F49: what would be done is told; then it is done, and the secret kept', async (t) => {
  const { scope, id, made } = await connection();
  const plan = await setUpConnection(desk, scope, id, { dryRun: true });
  t.match(plan, { dryRun: true, steps: [{ state: 'would' }], warnings: [], connection: { version: made.version } });
  const done = await setUpConnection(desk, scope, id, {});
  t.match(done, { dryRun: false, steps: [{ state: 'done' }], connection: { credentials: ['signingSecret'] } });
  t.same(asked.at(-1), { url: made.webhookUrl, dryRun: false });
  t.match(await openAccount(desk.engine, desk.sealer, id), { credentials: { signingSecret: 'made_by_setup' } });
  t.match(await setUpConnection(desk, scope, id, {}), {
    steps: [{ state: 'already' }],
    connection: { version: done.connection.version },
  });
  const { data } = await listAudit(desk, scope, { take: 10 });
  t.match(data[0], { actor: scope.actor, entity: 'connection' }, 'who set it up is in the audit');
  t.notMatch(JSON.stringify([data, done, plan]), /made_by_setup|old_secret/);
});

t.test('what the processor refuses says why, by a code, and changes nothing', async (t) => {
  const { scope, id } = await connection();
  for (const [code, problem] of [
    ['unauthorized', 'processor_credentials'],
    ['missing_permission', 'processor_credentials'],
    ['rate_limited', 'processor_refused'],
    ['unavailable', 'processor_refused'],
  ] as const) {
    refusal = new ProcessorRefused(code, 'lacks rak_webhook_write');
    await t.rejects(setUpConnection(desk, scope, id, {}), {
      code: problem,
      extra: { processor: 'able', reason: code },
      message: /rak_webhook_write/,
    });
  }
  refusal = null;
  t.match(await openAccount(desk.engine, desk.sealer, id), { credentials: { signingSecret: 'old_secret' } });
});

t.test('what cannot be set up says so, and others’ connections are not there', async (t) => {
  const { scope, id } = await connection('acme');
  await t.rejects(setUpConnection(desk, scope, id, {}), { code: 'invalid_settings', message: /by hand/ });
  const other = await organization();
  await t.rejects(setUpConnection(desk, other.scope, id, {}), { code: 'not_found' });
});

t.test('an address that no processor reaches is warned of', async (t) => {
  for (const host of [
    'localhost:4400',
    '127.0.0.1',
    '10.1.2.3',
    '192.168.0.7',
    '172.20.0.1',
    '[::1]',
    'fairlead.local',
    'shop.internal',
  ])
    t.match(addressWarnings(`http://${host}/hooks/1`, 'test'), [/publicUrl/], host);
  t.match(addressWarnings('http://go.example.com/hooks/1', 'live'), [/https/]);
  t.same(addressWarnings('http://go.example.com/hooks/1', 'test'), []);
  for (const host of ['go.example.com', '172.15.0.1', '172.32.0.1', '11.0.0.1'])
    t.same(addressWarnings(`https://${host}/hooks/1`, 'live'), [], host);
});
