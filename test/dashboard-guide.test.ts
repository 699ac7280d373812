import fs from 'node:fs';
import path from 'node:path';
import t from 'tap';

const root = path.resolve(import.meta.dirname, '..');
const guide = fs.readFileSync(path.join(root, 'docs/dashboard.md'), 'utf8');

/** All that the dashboard says, or puts together what it says from. */
const said = fs
  .globSync('admin-ui/src/**/*.{ts,tsx}', { cwd: root })
  .map((file) => fs.readFileSync(path.join(root, file), 'utf8'))
  .join('\n')
  .replaceAll(/\s+/g, ' ');

/** What stands before words that are shown, and not before names in the code. */
const before = [`'`, '"', '`', '>', '> ', '} '];

/** With a number of the demo in it, which the dashboard puts in. */
const counted = (words: string): string => words.replace(/ \d+( |$).*/, ' ');

t.test('every word the guide of managers names stands in the dashboard', async (t) => {
  const named = [...guide.matchAll(/(?<![\w_])_([A-Z][^_\n]*(?:\n[^_\n]+)?)_(?![\w_])/g)].map(([, words = '']) =>
    words.replaceAll(/\s+/g, ' '),
  );
  t.ok(named.length > 50, 'they were found');
  const isSaid = (words: string): boolean => before.some((mark) => said.includes(`${mark}${counted(words)}`));
  const missing = [...new Set(named)].filter((words) => words !== 'Words like these' && !isSaid(words));
  t.same(missing, []);
});
