import type { FastifyInstance } from 'fastify';
import { Problem } from '../contract/errors.ts';

/** What `/readyz` asks: names of checks and what is wrong, null where nothing is. A rejection counts as not ready. */
export type CheckReadiness = () => Promise<Readonly<Record<string, string | null>>>;

export interface HealthOptions {
  readonly checkReadiness: CheckReadiness;
  /** True from the moment a stop was asked for. */
  readonly isStopping: () => boolean;
  /** Milliseconds. */
  readonly now: () => number;
}

/** An answer is good for a second, so that asking often costs the database nothing; and asking takes at most three. */
const freshFor = 1000;
const mostMilliseconds = 3000;

/** `/healthz`: the process runs. `/readyz`: it can do its work; else 503, and balancers send requests elsewhere. */
export function addHealth(app: FastifyInstance, { checkReadiness, isStopping, now }: HealthOptions): void {
  let last: { readonly at: number; readonly checks: Promise<Readonly<Record<string, string | null>>> } | undefined;
  const check = (): Promise<Readonly<Record<string, string | null>>> => {
    if (last === undefined || now() - last.at >= freshFor) last = { at: now(), checks: within(checkReadiness()) };
    return last.checks;
  };

  app.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }));
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    if (isStopping()) throw new Problem('unavailable', 'The server is stopping.', { retryAfter: 2 });
    const checks = await check();
    const failing = Object.entries(checks).filter(([, wrong]) => wrong !== null);
    if (failing.length > 0) {
      const detail = failing.map(([name, wrong]) => `${name}: ${wrong}`).join('; ');
      throw new Problem('unavailable', `Not ready: ${detail}.`, { retryAfter: 2, checks });
    }
    reply.header('cache-control', 'no-store');
    return { status: 'ready', checks };
  });
}

async function within(
  checks: Promise<Readonly<Record<string, string | null>>>,
): Promise<Readonly<Record<string, string | null>>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      reject,
      mostMilliseconds,
      new Problem('unavailable', 'Not ready: the checks take too long.', { retryAfter: 2 }),
    );
  });
  try {
    return await Promise.race([checks, late]);
  } finally {
    clearTimeout(timer);
  }
}
