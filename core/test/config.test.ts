import fs from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { loadConfig } from '../src/cli/config.ts';
import { Failure } from '../src/cli/failure.ts';
import { temporaryFolder } from './fixtures/data-folder.ts';

const folder = temporaryFolder();
t.teardown(() => fs.rmSync(folder, { recursive: true, force: true }));

function configFile(name: string, text: string): string {
  const file = path.join(folder, `${name}.ts`);
  fs.writeFileSync(file, text);
  return file;
}

void t.test('a configuration is its default export', async (t) => {
  t.same(await loadConfig(configFile('good', 'export default { plugins: [] as string[] };')), { plugins: [] });
});

const wrong = {
  'a missing file': [path.join(folder, 'missing.ts'), /There is no configuration at .*missing\.ts.*FAIRLEAD_CONFIG/],
  'a syntax error': [
    configFile('syntax', 'export default {\n  plugins: [,,\n'),
    /syntax\.ts cannot be loaded: .*syntax\.ts:\d/s,
  ],
  'a missing package': [
    configFile('missing-package', "import 'no-such-package';"),
    /Cannot find package 'no-such-package'/,
  ],
  'an error of its own': [
    configFile('throws', "throw new Error('STRIPE_KEY is not set');"),
    /throws\.ts cannot be loaded: STRIPE_KEY is not set/,
  ],
  'no default export': [
    configFile('no-default', 'export const config = { plugins: [] };'),
    /no-default\.ts does not export a configuration/,
  ],
  'plugins that are no list': [
    configFile('no-list', 'export default { plugins: {} };'),
    /no-list\.ts does not export a configuration/,
  ],
} as const;

for (const [what, [file, message]] of Object.entries(wrong)) {
  void t.test(`${what} is told in one message that names the file`, async (t) => {
    const error = await loadConfig(file).catch((error: unknown) => error);
    t.ok(error instanceof Failure);
    t.match(String(error), message);
    t.notMatch(String(error), /\n\s+at /, 'no stack trace');
  });
}
