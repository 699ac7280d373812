import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import Fastify, { type FastifyRequest } from 'fastify';
import t from 'tap';
import type { FairleadPlugin, PluginCore } from '../../src/contract/plugin.ts';
import { checkTerms, load, registerPlugins, registries, tablesOf } from '../../src/plugins/index.ts';
import { openStore } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { editing } from '../../src/store/session.ts';
import { testDatabase } from '../../src/testing/database.ts';

/** Runs Node in the project and answers what it said; fails with it when Node fails. */
async function said(...words: string[]): Promise<string> {
  try {
    return (await promisify(execFile)(process.execPath, words, { cwd: root })).stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${words.join(' ')} failed:\n${stdout}${stderr}`, { cause: error });
  }
}

const root = path.resolve(import.meta.dirname, '../../..');
const page = fs.readFileSync(path.join(root, 'docs/write-a-plugin.md'), 'utf8');

/** Below the core, so that its packages are found as they are from a project of one's own. */
const dist = path.join(root, 'core/dist');
fs.mkdirSync(dist, { recursive: true });
const folder = fs.mkdtempSync(path.join(dist, 'write-a-plugin-'));
t.teardown(() => fs.rmSync(folder, { recursive: true }));

/** The files of the page: every block of TypeScript names its own in the first line. */
for (const [, file = '', text = ''] of page.matchAll(/^```ts\n\/\/ (\S+)\n(.*?)^```$/gms)) {
  fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  fs.writeFileSync(path.join(folder, file), text);
}

const load1 = async <T>(file: string): Promise<T> =>
  (await import(pathToFileURL(path.join(folder, file)).href)) as Promise<T>;

t.test('every block of TypeScript on the page names its file', async (t) => {
  t.equal(
    page.match(/^```ts$/gm)?.length,
    fs.readdirSync(folder, { recursive: true }).filter((file) => String(file).endsWith('.ts')).length,
  );
});

t.test('what the page shows compiles under the strict settings of the project', async (t) => {
  const settings = {
    extends: '../../../tsconfig.base.json',
    compilerOptions: {
      noEmit: true,
      composite: false,
      emitDeclarationOnly: false,
      allowImportingTsExtensions: true,
      rewriteRelativeImportExtensions: false,
    },
  };
  fs.writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(settings));
  // Not `bin/tsc`: a file without extension does not start under the test runner's preloads.
  t.equal(await said('node_modules/typescript/lib/tsc.js', '-p', folder), '');
});

t.test('its tests pass', async (t) => {
  const tests = ['per-unit', 'house-finance'].map((name) => path.join(folder, name, `test/${name}.test.ts`));
  const stdout = await said('--test', ...tests);
  t.match(stdout, /three seats at 2\.00 pay 6\.00/);
  t.match(stdout, /5\.00 of 100\.00 is goodwill, 50\.00 is not/);
  t.match(stdout, /fail 0$/m);
});

t.test('its configuration loads, and its terms are taken', async (t) => {
  const { default: config } = await load1<{ default: { plugins: readonly FairleadPlugin[] } }>(
    'per-unit/fairlead.config.ts',
  );
  const loaded = load(config.plugins);
  t.match(loaded.find(({ manifest }) => manifest.name === 'per-unit')?.options, { maxUnits: 500 });
  const { terms } = JSON.parse(/```json\n(\{\n {2}"terms".*?)```/s.exec(page)?.[1] ?? '') as { terms: unknown };
  t.match(checkTerms(registries(loaded), terms), {
    terms: { commission: { models: { per_unit: { product: null } } } },
  });
});

t.test('its notes are kept apart by organization, and audited', async (t) => {
  const { campaignNotes } = await load1<{ campaignNotes: () => FairleadPlugin }>('campaign-notes/src/index.ts');
  const loaded = load([campaignNotes()]);
  const { entities, migrations } = tablesOf(loaded);
  const { url } = await testDatabase(t, {
    template: 'campaign_notes',
    migrate: (ownerUrl, login) => migrate({ ownerUrl, login, migrations }),
  });
  const store = await openStore({ url, entities });
  const app = Fastify();
  void app.register((scope) => registerPlugins(scope, loaded, coreOf(store)), { prefix: '/v1/x' });
  t.teardown(() => Promise.all([app.close(), store.close()]));

  const campaign = '019a9f3c-0000-7000-8000-0000000000cc';
  const notes = `/v1/x/campaign-notes/campaigns/${campaign}/notes`;
  const [acme, other] = ['019a9f3c-0000-7000-8000-000000000001', '019a9f3c-0000-7000-8000-000000000002'];
  const payload = { text: 'Ask Anna about the spring sale' };
  const made = await app.inject({ method: 'POST', url: notes, headers: { organization: acme }, payload });
  t.equal(made.statusCode, 201);
  t.match((await app.inject({ url: notes, headers: { organization: acme } })).json(), [payload]);
  t.same((await app.inject({ url: notes, headers: { organization: other } })).json(), []);

  const audited = await editing(store, { organizationId: acme, actor: 'key:test' }, async (em) =>
    em.execute<{ actor: string; entity: string }[]>('select actor, entity from audit'),
  );
  t.same(audited, [{ actor: 'key:test', entity: 'campaign_notes_note' }]);
});

/** As the server hands it, with the organization told by a header instead of a key. */
const coreOf = (store: Awaited<ReturnType<typeof openStore>>): PluginCore => ({
  inOrganization(request: FastifyRequest, work) {
    const caller = { organizationId: String(request.headers['organization']), actor: 'key:test' };
    return editing(store, caller, (em) => work(em, caller));
  },
});
