import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { stripeApiServer } from '../adapters/stripe/test/api/server.ts';
import { temporaryFolder } from '../core/test/fixtures/data-folder.ts';
import { testDatabase } from '../core/src/testing/database.ts';

/** `fairlead setup stripe` as a person runs it, against a Stripe that stands in (F49). */
const root = path.resolve(import.meta.dirname, '..');
const folder = temporaryFolder();
t.teardown(() => fs.rmSync(folder, { recursive: true, force: true }));
const database = await testDatabase(t);
const forbidden: Record<string, string> = {};
const stripe = await stripeApiServer(t, {
  key: 'rk_live_0123456789abcdef',
  forbidden,
  onCreate: () => ({ id: 'we_1', status: 'enabled', secret: 'whsec_told_once_0123456789', metadata: {} }),
});
const endpoints = () => stripe.held['/v1/webhook_endpoints'] ?? [];

async function run(args: readonly string[], input = '') {
  const child = spawn(process.execPath, [path.join(root, 'core/bin/fairlead.js'), ...args], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      DATABASE_URL: database.url,
      DATABASE_OWNER_URL: database.ownerUrl,
      FAIRLEAD_CONFIG: path.join(root, 'test/fixtures/setup-config.ts'),
      FAIRLEAD_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
      LOG_LEVEL: 'warn',
      STRIPE_STANDS_IN: stripe.url,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as unknown[];
  t.notMatch(said.stdout + said.stderr, /told_once|0123456789abcdef/, 'no secret is printed');
  return { code, ...said };
}

const key = (apiKey = stripe.key) => JSON.stringify({ apiKey });
const setup = async (input: string, ...options: readonly string[]) =>
  run(['setup', 'stripe', '--credentials', '-', '--wait', '0', ...options], input);

t.test('a key is all it takes: what would be done, done, and a second time nothing', async (t) => {
  t.equal((await run(['init', '--organization', 'Acme'])).code, 0);

  const looked = await setup(key(), '--dry-run');
  t.equal(looked.code, 0, looked.stderr);
  t.match(
    looked.stdout,
    /delivered to https:\/\/go\.example\.com\/hooks\/[0-9a-f-]{36}\n.*would: Create a webhook endpoint.*\nNothing was changed\./s,
  );
  t.equal(endpoints().length, 0);

  const done = await setup(key());
  t.equal(done.code, 0, done.stderr);
  t.match(done.stdout, /done: Create a webhook endpoint/);
  t.match(endpoints(), [{ id: 'we_1', url: /^https:\/\/go\.example\.com\/hooks\// }]);
  t.notMatch(looked.stdout, String(endpoints()[0]?.['url']), 'the dry run had made no connection');

  const again = await run(['setup', 'stripe', '--wait', '0', '--json']);
  t.match(JSON.parse(again.stdout), {
    webhookUrl: endpoints()[0]?.['url'],
    dryRun: false,
    steps: [{ state: 'already' }],
    warnings: [],
  });
  t.equal(endpoints().length, 1);
});

t.test('what is wrong is named, and leaves nothing behind', async (t) => {
  const before = endpoints().length;
  for (const [input, options, message] of [
    [key('rk_live_other'), [], /does not know the API key/],
    ['{"apiKey":"pk_live_1"}', [], /credentials\/apiKey/],
    [key(), ['--mode', 'both'], /live or test/],
  ] as const) {
    const { code, stderr } = await setup(input, '--dry-run', ...options);
    t.equal(code, 1, stderr);
    t.match(stderr, message);
  }
  forbidden['/v1/webhook_endpoints'] = 'rak_webhook_write';
  t.match(await setup(key()), { code: 1, stderr: /rak_webhook_write/ });
  t.match(await run(['setup', 'paddle']), { code: 1, stderr: /cannot be set up. What can: stripe/ });
  t.equal(endpoints().length, before);
});
