import { randomInt } from 'node:crypto';
import net from 'node:net';
import { EmbeddedError } from './error.ts';

const ATTEMPTS = 50;

/**
 * A free port on the loopback interface, below the range from which systems take the ports of outgoing connections. The
 * server comes back on this very port after a crash, and a client that tries to reach it meanwhile must not be given
 * it as its own.
 */
export async function choosePort(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) return port;
  }
  throw new EmbeddedError(`No free port between 20000 and 32000 on 127.0.0.1 in ${ATTEMPTS} attempts.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
