import { setTimeout as sleep } from 'node:timers/promises';
import { choosePort } from './port.ts';
import { type Server, type ServerOptions, StartFailure, startServer } from './server.ts';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
/** A first start gives up after this; a restart never does, since a server waits for it. */
const FIRST_START_PATIENCE_MS = 30_000;

export interface Supervised {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Keeps PostgreSQL running on one port until stopped. When it dies it is started again there, as often as it takes, so
 * that connection pools find it where they left it.
 */
export async function superviseServer(
  options: Omit<ServerOptions, 'port'>,
  onProgress: (message: string) => void,
): Promise<Supervised> {
  const { port, server: first } = await startFirst(options);
  const stopping = new AbortController();

  async function restart(): Promise<Server | undefined> {
    for (let pause = FIRST_PAUSE_MS; !stopping.signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        return await startServer({ ...options, port });
      } catch (error) {
        onProgress(`${(error as Error).message}\nTrying again in ${pause} ms.`);
        await sleep(pause, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
    return undefined;
  }

  async function keepRunning(): Promise<void> {
    for (let server: Server | undefined = first; server !== undefined; ) {
      const running: Server = server;
      const stop = (): void => void running.stop();
      stopping.signal.addEventListener('abort', stop);
      if (stopping.signal.aborted) stop();
      const { code, lastWords } = await running.ended;
      stopping.signal.removeEventListener('abort', stop);
      if (stopping.signal.aborted) return;
      onProgress(`PostgreSQL ended unexpectedly (${code}): ${lastWords}\nStarting it again on port ${port}.`);
      server = await restart();
      if (server !== undefined) onProgress(`PostgreSQL is back on port ${port}.`);
    }
  }

  const done = keepRunning();
  return {
    port,
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
}

/** The first start may lose its port to another program, or meet what a killed server has left; both pass. */
async function startFirst(options: Omit<ServerOptions, 'port'>): Promise<{ port: number; server: Server }> {
  const deadline = performance.now() + FIRST_START_PATIENCE_MS;
  for (;;) {
    const port = await choosePort();
    try {
      return { port, server: await startServer({ ...options, port }) };
    } catch (error) {
      if (!(error instanceof StartFailure && passes(error.lastWords)) || performance.now() > deadline) throw error;
      await sleep(FIRST_PAUSE_MS);
    }
  }
}

function passes(lastWords: string): boolean {
  return /Address already in use|could not bind|shared memory block|lock file "postmaster\.pid"/.test(lastWords);
}
