import { Socket } from 'node:net';
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
  /** How long a new connection may take to be up; who takes longer is given up and called anew. Default 5,000 ms. */
  readonly patienceMs?: number;
}

export interface Standing {
  readonly close: () => Promise<void>;
}

const shortestPauseMs = 50;
const longestPauseMs = 1_000;
const farewellMs = 500;

/**
 * Keeps one connection of its own open as the tenant role, for what a pool cannot do: listen, or be the single writer of a queue. Whoever
 * uses it only sends statements of its own, never a caller's, so that the role may stay entered for as long as it lives.
 */
export function keepConnected(options: StandingOptions): Standing {
  const { url, name, prepare, onUp, onDown, patienceMs = 5_000 } = options;
  const closing = new AbortController();
  let leaveCurrent: (() => Promise<void>) | undefined;

  async function connectOnce(): Promise<Error> {
    const socket = new Socket();
    const client = new Client({
      connectionString: url,
      options: '-c search_path=fairlead -c role=fairlead_app',
      application_name: name,
      keepAlive: true,
      stream: () => socket,
    });
    let lost: Error | undefined;
    // Without a listener a broken connection would take the process down with the database.
    client.on('error', (error: Error) => void (lost ??= error));
    const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    leaveCurrent = () => leave(client, socket, gone);
    const limit = setTimeout(() => socket.destroy(new Error('the database did not answer in time')), patienceMs);
    try {
      // A client that is ended while it connects never settles its promise; the socket always tells.
      const up = await Promise.race([connect(client, prepare), gone]);
      clearTimeout(limit);
      if (up !== undefined && !closing.signal.aborted) {
        onUp(up);
        await gone;
      }
    } catch (error) {
      lost ??= error as Error;
    } finally {
      clearTimeout(limit);
      await leaveCurrent();
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
      await leaveCurrent?.();
      await done;
    },
  };
}

async function connect(client: Client, prepare: StandingOptions['prepare']): Promise<Client> {
  await client.connect();
  await prepare?.(client);
  return client;
}

/** Says goodbye, and hangs up on a database that does not answer: over a network that hangs it never would. */
async function leave(client: Client, socket: Socket, gone: Promise<void>): Promise<void> {
  if (socket.connecting) socket.destroy();
  const hangUp = setTimeout(() => socket.destroy(), farewellMs);
  client.end().catch(() => undefined);
  await gone;
  clearTimeout(hangUp);
}
