import { spawn, spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import type { Test } from 'tap';
import type { ConversionPage, EnrollmentPage } from '@fairlead/core/api';
import { temporaryFolder } from '../../core/test/fixtures/data-folder.ts';
import { eventually } from '../../core/test/fixtures/processes.ts';
import { openApi } from '../../examples/quickstart/src/api.ts';
import { recruitJane } from '../fixtures/jane.ts';
import { freePort, root } from '../fixtures/running-server.ts';
import { onlyLong } from './support/long.ts';

const published = ['core', 'plugins/click-attribution', 'plugins/cps', 'plugins/proportional-refunds'];

const config = `
import { clickAttribution } from '@fairlead/click-attribution';
import { defineConfig } from '@fairlead/core';
import { cps } from '@fairlead/cps';
import { proportionalRefunds } from '@fairlead/proportional-refunds';
import { twoCheckout } from '@acme/fairlead-two-checkout';
import { pennywhistle } from 'fairlead-pennywhistle';

export default defineConfig({
  plugins: [
    clickAttribution(), cps(), proportionalRefunds(),
    pennywhistle(),
    twoCheckout(),
  ],
});
`;

/** Node is this one, for npm's scripts too. */
const PATH = `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH'] ?? ''}`;

/** Every public address, as a stranger's compiler sees it. */
const addresses = ['', '/plugin', '/tables', '/api', '/money', '/reading', '/working', '/testing'];

void onlyLong(
  'packed, installed outside of the workspace and enabled by a line each, adapters of strangers credit sales',
  async (t) => {
    const folder = temporaryFolder();
    t.teardown(() => fs.rmSync(folder, { recursive: true, force: true }));
    const host = path.join(folder, 'host');
    fs.mkdirSync(host);
    const write = (name: string, text: string): void => fs.writeFileSync(path.join(host, name), text);

    for (const member of [...published, 'examples/write-an-adapter'])
      run(path.join(root, member), 'npx', '-y', 'pnpm@12', 'pack', '--pack-destination', folder);
    const tarballs = fs.globSync('*.tgz', { cwd: folder });
    t.equal(tarballs.length, published.length + 1);
    for (const tarball of tarballs) {
      const manifest = run(folder, 'tar', 'xzOf', tarball, 'package/package.json');
      t.notMatch(manifest, /workspace:|catalog:|"\.\/src/, `${tarball}: nothing of the workspace is left in it`);
      t.notMatch(run(folder, 'tar', 'tzf', tarball), /package\/src\/|[^d]\.ts\.|tsbuildinfo/, tarball);
    }

    write('package.json', '{ "name": "host", "private": true, "type": "module" }');
    const tools = ['typescript@7.0.2', '@types/node@24.19.2'];
    run(host, 'npm', 'install', '--no-audit', '--no-fund', ...tools, ...tarballs.map((file) => `../${file}`));

    const names = addresses.map((_, index) => `m${index}`).join(', ');
    const imports = addresses.map((address, index) => `import * as m${index} from '@fairlead/core${address}';`);
    write(
      'all.ts',
      [...imports, `for (const m of [${names}]) if (Object.keys(m).length === 0) throw new Error();`].join('\n'),
    );
    const options = {
      module: 'nodenext',
      target: 'es2024',
      strict: true,
      noEmit: true,
      types: ['node'],
      skipLibCheck: true,
    };
    write('tsconfig.json', JSON.stringify({ compilerOptions: options, files: ['all.ts'] }));
    run(host, 'npx', 'tsc', '-p', '.');
    run(host, process.execPath, 'all.ts');

    // A stranger's own: made by the installed command line, tested, packed, installed.
    const cli = path.join(host, 'node_modules/@fairlead/core/bin/fairlead.js');
    run(host, process.execPath, cli, 'create', 'adapter', '@acme/fairlead-two-checkout');
    const own = path.join(host, 'two-checkout');
    run(own, 'npm', 'run', 'typecheck');
    t.match(run(own, 'npm', 'test'), 'one outcome in every order, with duplicates');
    run(own, 'npm', 'pack');
    run(host, 'npm', 'install', '--no-audit', '--no-fund', './two-checkout/acme-fairlead-two-checkout-0.1.0.tgz');
    fs.rmSync(own, { recursive: true });
    write('fairlead.config.js', config);

    const env = {
      PATH,
      PORT: String(await freePort()),
      FAIRLEAD_DATA_DIR: path.join(folder, 'data'),
    };
    const { url, key } = await start(t, host, cli, env);
    const api = openApi(url, key);
    await recruitJane(api);

    const secret = 'pws_0123456789abcdef';
    const connection = await api.post<{ readonly id: string }>('/v1/connections', {
      adapter: 'pennywhistle',
      name: 'Pennywhistle',
      mode: 'live',
      credentials: { signingSecret: secret },
    });
    const [jane] = (await api.get<EnrollmentPage>('/v1/enrollments')).data;
    const destination = await api.visit(`${url}/r/${jane?.slug ?? ''}`);
    const clickId = new URL(destination).searchParams.get('fl_click');
    const created = new Date().toISOString();
    const body = JSON.stringify({
      id: 'evt_1',
      type: 'payment.paid',
      created,
      live: true,
      account: 'acc_1',
      data: {
        id: 'pay_1',
        paid_at: created,
        currency: 'EUR',
        amount: '119.00',
        tax: '19.00',
        notes: { fairlead_click_id: clickId },
      },
    });
    t.equal((await deliver(`${url}/hooks/${connection.id}`, body, secret)).status, 200);
    t.equal((await deliver(`${url}/hooks/${connection.id}`, body, 'pws_another')).status, 400);
    const sales = async () => (await api.get<ConversionPage>('/v1/conversions')).data;
    await eventually('the sale is credited', async () => (await sales()).length === 1, 30_000);
    t.match(await sales(), [{ amount: 11_900, currency: 'EUR', commission: 2_000 }]);

    const story = [
      'simulate',
      'two_checkout',
      'partial-refund',
      '--create',
      '--mode',
      'test',
      '--click',
      clickId ?? '',
    ];
    const told = spawnSync(process.execPath, [cli, ...story], { cwd: host, env, encoding: 'utf8' });
    t.equal(told.status, 0, told.stdout + told.stderr);
  },
);

/** What a program printed that ended in time, and well. */
function run(cwd: string, program: string, ...args: readonly string[]): string {
  const options = { cwd, env: { ...process.env, PATH }, encoding: 'utf8', timeout: 600_000 } as const;
  // The test runner puts a loader of its own into every child; a stranger has none.
  const { status, stdout, stderr } = spawnSync('env', ['-u', 'NODE_OPTIONS', program, ...args], options);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${String(status)}\n${stdout}\n${stderr}`);
  return stdout;
}

async function start(t: Test, cwd: string, cli: string, env: Readonly<Record<string, string>>) {
  let output = '';
  const child = spawn(process.execPath, [cli, 'start'], { cwd, env, stdio: 'pipe' });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'close');
  t.teardown(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  await Promise.race([
    eventually('the server listens', () => output.includes('Fairlead listens on'), 120_000),
    ended.then(() => Promise.reject(new Error(`the server ended:\n${output}`))),
  ]);
  return { url: `http://localhost:${env['PORT']}`, key: /fl_live_[\w-]+/.exec(output)?.[0] ?? '' };
}

/** Signed as Pennywhistle documents it, by nobody else's code. */
async function deliver(url: string, body: string, secret: string): Promise<Response> {
  const seconds = String(Math.floor(Date.now() / 1000));
  const hex = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  const headers = { 'content-type': 'application/json', 'pennywhistle-signature': `t=${seconds},v1=${hex}` };
  return fetch(url, { method: 'POST', headers, body });
}
