import fs from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { chooseAccount } from '../src/embedded/account.ts';
import { EmbeddedError, startEmbedded } from '../src/embedded/index.ts';
import { temporaryFolder } from './fixtures/data-folder.ts';

const isRoot = process.getuid?.() === 0;

t.test('an ordinary user runs PostgreSQL as itself, root never does', async (t) => {
  t.equal(chooseAccount(process.execPath, '/').name === 'own', !isRoot);
});

t.test('under root, a folder that changes between open and closed is served all the same', async (t) => {
  const closed = temporaryFolder();
  t.teardown(() => fs.rmSync(closed, { recursive: true, force: true }));
  const dataDir = path.join(closed, 'data');
  const cluster = path.join(dataDir, 'postgres');
  const owners: number[] = [];
  for (const mode of [0o711, 0o700, 0o711]) {
    fs.chmodSync(closed, mode);
    const embedded = await startEmbedded({ dataDir, durable: false }).catch((error: unknown) => error);
    if (embedded instanceof EmbeddedError) {
      // Where user namespaces are forbidden (many containers), the closed folder is named.
      t.match(embedded.message, `cannot reach ${dataDir}`);
      t.ok(isRoot && mode === 0o700);
      return;
    }
    owners.push(fs.statSync(cluster).uid);
    await (embedded as Awaited<ReturnType<typeof startEmbedded>>).stop();
  }
  t.same(owners, isRoot ? [65_534, 0, 65_534] : Array(3).fill(process.getuid?.()));
});
