import fs from 'node:fs';
import path from 'node:path';
import { Failure } from '../failure.ts';
import { ownFolder } from '../own-package.ts';
import type { Home } from './home.ts';
import { manifestsFor } from './manifests.ts';
import type { Names } from './names.ts';

/**
 * Writes a new package: the template under its own names, and the files that go with where it stands.
 *
 * @throws Failure where the folder exists or cannot be made
 */
export function writePackage(template: string, names: Names, { folder, workspace }: Home, description: string): void {
  if (fs.existsSync(folder)) {
    throw new Failure(`${folder} exists already, and nothing in it was touched. Name another folder with --into.`);
  }
  const from = path.join(ownFolder(), 'templates', template);
  const parts = fs
    .globSync(['src/**/*', 'test/**/*', 'README.md'], { cwd: from })
    .filter((file) => fs.statSync(path.join(from, file)).isFile());
  const written = parts.map((file) => [file, renamed(fs.readFileSync(path.join(from, file), 'utf8'), names)] as const);
  const files = { ...Object.fromEntries(written), ...manifestsFor(names, description, workspace !== undefined) };
  try {
    for (const [file, text] of Object.entries(files)) {
      const to = path.join(folder, file);
      fs.mkdirSync(path.dirname(to), { recursive: true });
      fs.writeFileSync(to, workspace === undefined ? forNodeTest(text) : text, { flag: 'wx' });
    }
  } catch (error) {
    throw new Failure(`${folder} cannot be made: ${(error as Error).message}`, { cause: error });
  }
}

/** In a template everything is called after Sample Pay. */
const renamed = (text: string, { packageName, plugin, id, identifier, title }: Names): string => {
  const called: Readonly<Record<string, string>> = {
    'fairlead-sample-pay': packageName,
    'sample-pay': plugin,
    sample_pay: id,
    samplePay: identifier,
    'Sample Pay': title,
  };
  return text.replaceAll(
    /fairlead-sample-pay|sample-pay|sample_pay|samplePay|Sample Pay/g,
    (name) => called[name] ?? name,
  );
};

/** The workspace's tests are run by tap; alone, Node's own runner does, and there is nothing to install. */
const forNodeTest = (text: string): string =>
  text.includes("import t from 'tap';")
    ? text.replace("import t from 'tap';", "import { test } from 'node:test';").replaceAll(/^t\.test\(/gm, 'test(')
    : text;
