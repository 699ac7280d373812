import { addRefused, type Refused } from '../store/refused-deliveries.ts';
import { inOrganization } from '../store/session.ts';
import type { OpenConnection } from './connections.ts';
import type { Engine } from './engine.ts';

export interface Refusals {
  /** Counts a delivery that was refused. Costs the caller nothing: it is written a little later. */
  note(connection: Pick<OpenConnection, 'id' | 'organizationId'>, reason: string, detail: string): void;
  /** Writes what was not written yet. */
  flush(): Promise<void>;
}

const longestDetail = 300;

/**
 * Counts refused deliveries by connection and reason, so that a wrong secret is seen where it is mended and not only in a log. Whoever sends them may
 * be anybody: nothing of them is kept, and however many come, each second writes one row a reason.
 */
export function countRefusals(engine: Engine, onError: (error: Error) => void, pauseMs = 1_000): Refusals {
  const waiting = new Map<string, Refused & { readonly organizationId: string }>();
  let timer: NodeJS.Timeout | undefined;
  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const all = [...waiting.values()];
    waiting.clear();
    for (const { organizationId, ...refused } of all) {
      const scope = { organizationId, actor: `adapter:${refused.connectionId}` };
      try {
        await inOrganization(engine.store, scope, async (session) => addRefused(session, scope, refused));
      } catch (error) {
        onError(error instanceof Error ? error : new Error(String(error)));
      }
    }
  };
  return {
    flush,
    note({ id: connectionId, organizationId }, reason, detail) {
      const key = `${connectionId} ${reason}`;
      const count = (waiting.get(key)?.count ?? 0) + 1;
      const at = engine.now().toISOString();
      waiting.set(key, { organizationId, connectionId, reason, count, at, detail: detail.slice(0, longestDetail) });
      timer ??= setTimeout(() => void flush(), pauseMs).unref();
    },
  };
}
