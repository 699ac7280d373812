import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Embedded, startEmbedded } from '../core/src/embedded/index.ts';
import { lockFolder } from '../core/src/embedded/lock.ts';

const PREFIX = 'fairlead-tests-';

/** A PostgreSQL for one run of the tests, in a fresh folder; `stop` removes both. Any number of them can run at once. */
export async function startTestPostgres(): Promise<Pick<Embedded, 'superuserUrl' | 'stop'>> {
  removeAbandoned();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), PREFIX));
  const embedded = await startEmbedded({
    dataDir: folder,
    durable: false,
    flags: ['-c', 'max_connections=200', '-c', 'autovacuum_naptime=10min'],
    onProgress: (message) => {
      if (!message.startsWith('Setting up')) console.error(message);
    },
  });
  return {
    superuserUrl: embedded.superuserUrl,
    stop: async () => {
      await embedded.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A run that was killed could not remove its folder. One that is held belongs to a run under way; a young one may be about to. */
function removeAbandoned(): void {
  for (const name of fs.readdirSync(os.tmpdir()).filter((name) => name.startsWith(PREFIX))) {
    const folder = path.join(os.tmpdir(), name);
    try {
      if (Date.now() - fs.statSync(folder).mtimeMs < 60_000) continue;
      const lock = lockFolder(folder);
      if (lock === undefined) continue;
      lock.release();
      fs.rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another user's, or removed by another run meanwhile.
    }
  }
}
