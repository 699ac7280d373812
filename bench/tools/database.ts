import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startEmbedded } from '../../core/src/embedded/index.ts';
import { migrate } from '../../core/src/store/migrate.ts';

export interface BenchDatabase {
  readonly url: string;
  /** Its process; everything PostgreSQL does is in it or below it. */
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

/**
 * A PostgreSQL as `pnpm start` brings it, with its durable settings.
 *
 * @param kept a data folder that stays; left out, one that is removed afterwards
 * @param flags of PostgreSQL, beside those of its start
 */
export async function startBenchDatabase(kept?: string, flags: readonly string[] = []): Promise<BenchDatabase> {
  const folder = kept ?? fs.mkdtempSync(path.join(os.tmpdir(), 'fairlead-bench-'));
  if (kept === undefined) fs.chmodSync(folder, 0o711);
  const dataDir = kept ?? path.join(folder, 'data');
  const embedded = await startEmbedded({ dataDir, flags });
  await migrate({ ownerUrl: embedded.url });
  const pid = Number.parseInt(fs.readFileSync(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10);
  return {
    url: embedded.url,
    pid,
    stop: async () => {
      await embedded.stop();
      if (kept === undefined) fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
