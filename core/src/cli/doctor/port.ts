import net from 'node:net';
import { type Finding, findings } from './finding.ts';

const { ok, problem } = findings('port');

/** Free, or a Fairlead's already. */
export async function lookAtPort(host: string, port: number): Promise<Finding> {
  if (port === 0) return ok('any free one');
  const shown = `${host}:${port}`;
  const refused = await bindable(host, port);
  if (refused === undefined) return ok(`${shown} is free`);
  if (refused === 'EADDRINUSE' && (await answersAsFairlead(host, port))) return ok(`a Fairlead listens on ${shown}`);
  if (refused === 'EADDRINUSE')
    return problem(`${shown} is taken by another program`, 'stop it, or set PORT to a free one');
  if (refused === 'EACCES') return problem(`${shown} may not be used by this user`, 'set PORT to one above 1023');
  return problem(`${shown} cannot be listened on (${refused})`, 'set HOST to an address of this machine');
}

/** The code of what stands in the way; undefined: nothing. */
function bindable(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });
}

async function answersAsFairlead(host: string, port: number): Promise<boolean> {
  const reachable = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  try {
    const answer = await fetch(`http://${reachable}:${port}/openapi.json`, { signal: AbortSignal.timeout(3_000) });
    const { info } = (await answer.json()) as { info?: { title?: unknown } };
    return String(info?.title).includes('Fairlead');
  } catch {
    // Whatever it is, it is none of ours.
    return false;
  }
}
