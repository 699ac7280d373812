import fs from 'node:fs';
import t from 'tap';
import { conformancePage } from './fixtures/conformance.ts';

t.test('docs/conformance.md is what a run of the kit shows', async (t) => {
  const written = fs.readFileSync(new URL('../docs/conformance.md', import.meta.url), 'utf8');
  // Tables are aligned by the formatter; how many promises there are grows with every example, whether they are kept does not.
  const plain = (page: string): string => page.replace(/✓ \d+/g, '✓').replace(/[ -]+/g, ' ').trim();
  t.equal(plain(written), plain(await conformancePage()), 'write it anew: node scripts/conformance.ts');
  t.notMatch(written, /✗/);
});
