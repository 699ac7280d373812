import path from 'node:path';
import { startChild, type Child } from './child.ts';

const root = path.join(import.meta.dirname, '..', '..');

export interface FairleadOptions {
  /** Left out: the embedded PostgreSQL of its data folder. */
  readonly databaseUrl?: string;
  readonly dataDir?: string;
  readonly flags?: readonly string[];
}

/** What `pnpm start` starts, on any free port. */
export function startFairlead({ databaseUrl, dataDir, flags = [] }: FairleadOptions): Promise<Child> {
  return startChild({
    file: path.join(root, 'core/bin/fairlead.js'),
    args: ['start'],
    flags,
    variables: {
      PORT: '0',
      LOG_LEVEL: 'warn',
      FAIRLEAD_CONFIG: path.join(root, 'bench/fairlead.config.ts'),
      FAIRLEAD_SECRET_KEY: Buffer.alloc(32, 'bench').toString('base64'),
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
      ...(dataDir === undefined ? {} : { FAIRLEAD_DATA_DIR: dataDir }),
    },
  });
}
