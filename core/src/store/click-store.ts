import { openClickPartitions, type ClickPartitions } from './click-partitions.ts';
import { openClickLog, type ClickLog, type ClickLogOptions } from './clicks.ts';
import type { Store } from './database.ts';
import { countClicksAgain } from './click-hours.ts';
import { openLinks, type Links } from './links.ts';
import { createSaltReader } from './organization-salt.ts';
import { inOrganization } from './session.ts';

/** Everything clicks are recorded with. It holds two connections of its own beside the pool. */
export interface ClickStore {
  readonly links: Links;
  readonly log: ClickLog;
  readonly partitions: ClickPartitions;
  saltOf(organizationId: string): Promise<Uint8Array>;
  /** Has the clicks of that hour (Unix milliseconds) counted again, and of all after it (C3). */
  countAgain(organizationId: string, at: number): Promise<void>;
  /** Waits for the clicks that were taken; call it before the store is closed. */
  close(): Promise<void>;
}

export interface ClickStoreOptions extends ClickLogOptions {
  readonly store: Store;
  readonly clickParameter: string;
}

export async function openClickStore(options: ClickStoreOptions): Promise<ClickStore> {
  const partitions = await openClickPartitions(options);
  const links = openLinks(options);
  const log = openClickLog(options);
  return {
    links,
    log,
    partitions,
    saltOf: createSaltReader(options.store),
    countAgain: (organizationId, at) => {
      const scope = { organizationId, actor: 'core' };
      return inOrganization(options.store, scope, (session) => countClicksAgain(session, scope, new Date(at)));
    },
    close: async () => {
      partitions.close();
      await log.close();
      await links.close();
    },
  };
}
