import fs from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { problems } from '../core/src/contract/errors.ts';

const page = fs.readFileSync(path.resolve(import.meta.dirname, '../docs/errors.md'), 'utf8');

const rows = [...page.matchAll(/^\| <a id="(\w+)"><\/a>`(\w+)` +\| (\d{3}) +\| (.+?) +\| (.+?) +\|$/gm)].map(
  ([, anchor, code, status, meaning = '', mend = '']) => ({ anchor, code, status: Number(status), meaning, mend }),
);

t.test('every error a caller can meet is published once, in the order of the catalogue, with its status', async (t) => {
  t.same(
    rows.map(({ code, status }) => [code, status]),
    Object.entries(problems).map(([code, [status]]) => [code, status]),
  );
});

t.test('its meaning begins with the title the caller reads, and it says how to mend it', async (t) => {
  for (const { anchor, code, meaning, mend } of rows) {
    t.equal(anchor, code);
    t.ok(meaning.startsWith(problems[code as keyof typeof problems][1]), `${code}: ${meaning}`);
    t.match(mend, /\.$/, `${code}`);
  }
});
