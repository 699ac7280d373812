import fs from 'node:fs';
import path from 'node:path';
import t from 'tap';

const root = path.resolve(import.meta.dirname, '..');

const pages = fs
  .globSync(['*.md', 'docs/*.md', 'plugins/*/*.md', 'adapters/*/*.md', 'examples/*/*.md'], { cwd: root })
  .filter((page) => !page.includes('node_modules'));

/** Code is no text: what looks like a link or heading in it is none. */
const textOf = (page: string): string =>
  fs.readFileSync(path.join(root, page), 'utf8').replaceAll(/^```[^]*?^```$/gm, '');

/** As GitHub makes them of headings, and those given by hand. */
function anchorsOf(page: string): ReadonlySet<string> {
  const text = textOf(page);
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .replaceAll(/<[^>]*>/g, '')
      .trim()
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
  const given = [...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id);
  return new Set([...headings, ...given]);
}

t.test('every link of the documentation leads somewhere', async (t) => {
  t.ok(pages.length > 10, 'the pages were found');
  for (const page of pages) {
    for (const [, target = ''] of textOf(page).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(target)) continue;
      const [file = '', anchor] = target.split('#');
      const there = file === '' ? page : path.join(path.dirname(page), file);
      if (!fs.existsSync(path.join(root, there))) t.fail(`${page}: ${target} is not there`);
      else if (anchor !== undefined && !anchorsOf(there).has(anchor)) t.fail(`${page}: ${target} has no such anchor`);
    }
  }
});
