import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { fingerprint } from './fingerprint.ts';

/** Stands in the built page where the server writes the nonce of each answer. */
export const noncePlaceholder = 'fairlead-nonce';

const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);
const here = import.meta.dirname;
const folder = path.join(here, 'dist/site');
const stamp = path.join(here, 'dist/site.built-from');

/** Whether what was built is what these sources give. A published package has no sources, and is. */
export function isUpToDate(): boolean {
  if (!fs.existsSync(path.join(folder, 'index.html'))) return false;
  if (!fs.existsSync(path.join(here, 'src'))) return true;
  return fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === fingerprint(here);
}

/**
 * The folder of the built dashboard; builds it first where it is missing or older than its sources. Vite runs in a process of its own, so
 * that nothing of it stays in the server's.
 *
 * @throws Error with what Vite printed
 */
export async function site(say: (message: string) => void): Promise<string> {
  if (isUpToDate()) return folder;
  const begun = performance.now();
  say('Building the dashboard, which its sources need once …');
  await build();
  say(`Built the dashboard in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  return folder;
}

/** Builds beside the folder that may be served right now, and puts it in its place whole. */
export async function build(): Promise<void> {
  const print = fingerprint(here);
  const fresh = path.join(here, `dist/site-${process.pid}`);
  try {
    await runVite(fresh);
    await pack(path.join(fresh, 'assets'));
    putInPlace(fresh);
    fs.writeFileSync(stamp, print);
  } finally {
    fs.rmSync(fresh, { recursive: true, force: true });
  }
}

async function runVite(outDir: string): Promise<void> {
  const vite = path.join(here, 'node_modules/vite/bin/vite.js');
  const child = spawn(process.execPath, [vite, 'build', '--outDir', outDir, '--logLevel', 'warn'], {
    cwd: here,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`The dashboard could not be built (vite ended with ${code}):\n${output}`);
}

/**
 * What the server hands to browsers that take it, beside each file: packing is done here once, and never while somebody waits. One after
 * another: each takes some megabytes while it is packed, and this is the server's process.
 */
async function pack(assets: string): Promise<void> {
  for (const file of fs.readdirSync(assets).filter((name) => /\.(?:js|css|svg)$/.test(name))) {
    const whole = path.join(assets, file);
    const content = fs.readFileSync(whole);
    const quality = {
      [zlib.constants.BROTLI_PARAM_QUALITY]: 9,
      [zlib.constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    };
    fs.writeFileSync(`${whole}.br`, await brotli(content, { params: quality }));
    fs.writeFileSync(`${whole}.gz`, await gzip(content, { level: 9 }));
  }
}

/**
 * Several processes may build at once, of the same sources: whoever finds a folder another has just put there takes its place again. Both
 * folders are only renamed, so that what is served is away for a moment at most.
 */
function putInPlace(fresh: string, tries = 20): void {
  const before = `${fresh}-before`;
  if (fs.existsSync(folder)) renameIf(folder, before, 'ENOENT');
  fs.rmSync(before, { recursive: true, force: true });
  if (!renameIf(fresh, folder, tries === 0 ? '' : 'ENOTEMPTY')) putInPlace(fresh, tries - 1);
}

/** False where it could not be done for this reason. */
function renameIf(from: string, to: string, unless: string): boolean {
  try {
    fs.renameSync(from, to);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code !== unless) throw error;
    return false;
  }
}
