import fs from 'node:fs';
import path from 'node:path';
import t from 'tap';

const page = fs.readFileSync(path.resolve(import.meta.dirname, '../docs/rules.md'), 'utf8');

/** How many rules each letter has. */
const letters = { M: 5, A: 11, C: 9, R: 13, X: 2, I: 5, P: 6 };
const numbers = Object.entries(letters).flatMap(([letter, count]) =>
  Array.from({ length: count }, (_, index) => `${letter}${index + 1}`),
);

t.test('every rule is published once, in order, under its number', async (t) => {
  const published = [...page.matchAll(/^### <a id="(\w+)"><\/a>(\w+)\. \S/gm)];
  t.same(
    published.map(([, , number]) => number),
    numbers,
  );
  for (const [, anchor, number] of published) t.equal(anchor, number?.toLowerCase());
});

t.test('every link within the page leads somewhere', async (t) => {
  const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, title = '']) => title.toLowerCase().replaceAll(' ', '-'));
  const anchors = new Set([...headings, ...numbers.map((number) => number.toLowerCase())]);
  for (const [, target = ''] of page.matchAll(/\]\(#([\w-]+)\)/g)) t.ok(anchors.has(target), `#${target}`);
});
