import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** What the built files are made from. Types of the core are erased; what runs of it in the browser is its money. */
const sources = [
  'src',
  'public',
  'index.html',
  'vite.config.ts',
  'preload.ts',
  'chunks.ts',
  'site.ts',
  'package.json',
  '../core/src/domain/money.ts',
  '../docs/rules.md',
];

/** Of the names and contents of all sources: times of files say nothing after a checkout. */
export function fingerprint(folder: string): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of filesOf(path.join(folder, source))) {
      hash.update(path.relative(folder, file)).update('\0').update(fs.readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

function filesOf(entry: string): readonly string[] {
  if (!fs.statSync(entry, { throwIfNoEntry: false })?.isDirectory()) return fs.existsSync(entry) ? [entry] : [];
  return fs
    .readdirSync(entry)
    .sort()
    .flatMap((name) => filesOf(path.join(entry, name)));
}
