import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { HttpSettings } from '../contract/http-settings.ts';

export interface Stopping {
  /** True from the moment a stop was asked for. */
  readonly isStopping: () => boolean;
  /**
   * Ends the server once: `/readyz` answers 503, then, after `drainSeconds`, nothing new is accepted and what is being answered gets
   * `stopTimeout` to end; then sockets are closed, and `onClose` hooks run, the last added first.
   */
  readonly stop: () => Promise<void>;
}

export function createStopping(app: FastifyInstance, { drainSeconds, stopTimeout }: HttpSettings): Stopping {
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    if (drainSeconds > 0) await sleep(drainSeconds * 1000);
    const cut = setTimeout(() => app.server.closeAllConnections(), stopTimeout * 1000);
    try {
      await app.close();
    } finally {
      clearTimeout(cut);
    }
  };
  return {
    isStopping: () => stopping !== undefined,
    stop: () => (stopping ??= stop()),
  };
}
