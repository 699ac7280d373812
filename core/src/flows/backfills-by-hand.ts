import { Problem } from '../contract/errors.ts';
import { beginByHand } from '../store/backfills.ts';
import { inOrganization, type Scope } from '../store/session.ts';
import type { Sealer } from '../store/sealing.ts';
import { openAccount } from './account.ts';
import type { Connections } from './connections.ts';
import type { Engine } from './engine.ts';
import { runBackfill } from './scheduled-backfill.ts';

export interface BackfillsByHand {
  /**
   * Begins to read; returns the id of the run at once.
   *
   * @throws Problem `not_found`, `invalid_settings` where there is nothing to read with, `illegal_transition` while another read is under way
   */
  begin(scope: Scope, connectionId: string, since: Date, until: Date): Promise<string>;
  /** Ends what is under way after the page it is at. */
  stop(): Promise<void>;
}

/** Reads that people ask for, beside those by schedule; in this process, until it stops. */
export function backfillsByHand(
  engine: Engine,
  connections: Connections,
  sealer: Sealer,
  onError: (error: Error) => void,
): BackfillsByHand {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  return {
    async begin(scope, connectionId, since, until) {
      const connection = await connections.open(connectionId);
      if (connection === null || connection.organizationId !== scope.organizationId)
        throw new Problem(
          'not_found',
          `there is no connection ${connectionId} of a loaded adapter in this organization`,
        );
      const { adapter } = connection;
      if (adapter.backfill === undefined)
        throw new Problem('invalid_settings', `${adapter.title} cannot be read for what its webhooks missed`);
      if ((await openAccount(engine, sealer, connectionId)) === null)
        throw new Problem('not_found', `there is no connection ${connectionId}`);
      const begun = await inOrganization(engine.store, scope, (session) =>
        beginByHand(session, scope, { connectionId, since, until }),
      );
      if (begun === null)
        throw new Problem('illegal_transition', 'this connection is being read already: wait until that has ended', {
          legal: [],
        });
      const run: Promise<void> = runBackfill(engine, connections, sealer, begun, stopping.signal)
        // It is kept with the run, where who asked reads it; the log is told too.
        .catch((error: unknown) => onError(error instanceof Error ? error : new Error(String(error))))
        .finally(() => running.delete(run));
      running.add(run);
      return begun.id;
    },
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}
