import type { Server } from 'node:http';
import type { Socket } from 'node:net';
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
  const closeUnused = trackSockets(app.server);
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    if (drainSeconds > 0) await sleep(drainSeconds * 1000);
    const cut = setTimeout(() => app.server.closeAllConnections(), stopTimeout * 1000);
    const sweep = setInterval(closeUnused, 50);
    try {
      await app.close();
    } finally {
      clearTimeout(cut);
      clearInterval(sweep);
    }
  };
  return {
    isStopping: () => stopping !== undefined,
    stop: () => (stopping ??= stop()),
  };
}

/**
 * Closes sockets nothing is asked on. Node does so once, at the close; it misses those kept alive by an answer that was under way then, and
 * those that never said a word, which browsers and balancers open in advance. Either would be waited for until its other end lets go.
 */
function trackSockets(server: Server): () => void {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return () => {
    server.closeIdleConnections();
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  };
}
