import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

export interface StandingOptions {
  readonly url: string;
  /** Shown in pg_stat_activity. */
  readonly name: string;
  /** On every new connection, before it counts as up. */
  readonly prepare?: (client: Client) => Promise<unknown>;
  readonly onUp: (client: Client) => void;
  /** After it was up, and after every attempt that failed. */
  readonly onDown: (error: Error) => void;
}

export interface Standing {
  readonly close: () => Promise<void>;
}

const shortestPauseMs = 50;
const longestPauseMs = 1_000;

/**
 * Keeps one connection of its own open as the tenant role, for what a pool cannot do: listen, or be the single writer of a queue. Whoever
 * uses it only sends statements of its own, never a caller's, so that the role may stay entered for as long as it lives.
 */
export function keepConnected({ url, name, prepare, onUp, onDown }: StandingOptions): Standing {
  const closing = new AbortController();
  let current: Client | undefined;

  async function connectOnce(): Promise<Error> {
    const client = new Client({
      connectionString: url,
      options: '-c search_path=fairlead -c role=fairlead_app',
      application_name: name,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    let lost: Error | undefined;
    // Without a listener a broken connection would take the process down with the database.
    client.on('error', (error: Error) => void (lost ??= error));
    const ended = new Promise<void>((resolve) => client.once('end', resolve));
    try {
      await client.connect();
      await prepare?.(client);
      if (!closing.signal.aborted) {
        current = client;
        onUp(client);
        await ended;
      }
    } catch (error) {
      lost ??= error as Error;
    } finally {
      current = undefined;
      await client.end().catch(() => undefined);
    }
    return lost ?? new Error('the database closed the connection');
  }

  async function stand(): Promise<void> {
    for (let pause = shortestPauseMs; !closing.signal.aborted; pause = Math.min(pause * 2, longestPauseMs)) {
      const since = performance.now();
      const lost = await connectOnce();
      if (closing.signal.aborted) return;
      onDown(lost);
      if (performance.now() - since > longestPauseMs) pause = shortestPauseMs;
      await sleep(pause, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  }

  const done = stand();
  return {
    close: async () => {
      closing.abort();
      await current?.end().catch(() => undefined);
      await done;
    },
  };
}
