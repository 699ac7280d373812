// What a browser must fetch before the dashboard stands, checked against what the guide allows.
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { site } from '../site.ts';

const most = 200_000;

const folder = await site((message) => console.log(message));
const html = fs.readFileSync(path.join(folder, 'index.html'), 'utf8');
const sizeOf = (file: string): number => gzipSync(fs.readFileSync(path.join(folder, file)), { level: 9 }).length;
const total = (pattern: RegExp): number =>
  [...new Set([...html.matchAll(pattern)].map(([file]) => file))].reduce((sum, file) => sum + sizeOf(file), 0);

const script = total(/\/assets\/[\w.-]+\.js/g);
const style = total(/\/assets\/[\w.-]+\.css/g);
const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
console.log(`First load, gzip: ${kB(script)} of script (at most ${kB(most)}), ${kB(style)} of style`);
if (script > most) {
  console.error('The first load is too large: fetch what only some pages need with a dynamic import.');
  process.exitCode = 1;
}
