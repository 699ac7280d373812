import type { onRequestHookHandler } from 'fastify';
import { Problem } from '../contract/errors.ts';
import { networkOf, type Limit } from './rate-limits.ts';

export const tooMany = (seconds: number, who: string): Problem =>
  new Problem('too_many_requests', `Too many requests: ${who}. Try again in ${seconds} s.`, { retryAfter: seconds });

/** Stands first in front of an area: what comes too often from one network costs nothing more than this. */
export const limitAddresses =
  (limit: Limit): onRequestHookHandler =>
  (request, _reply, done) => {
    const wait = limit(networkOf(request.ip));
    if (wait > 0) done(tooMany(wait, 'this address'));
    else done();
  };

/** The same for what is under a parameter `:connection`. */
export const limitConnections =
  (limit: Limit): onRequestHookHandler =>
  (request, _reply, done) => {
    const { connection = '' } = request.params as { readonly connection?: string };
    const wait = limit(`${connection} ${networkOf(request.ip)}`);
    if (wait > 0) done(tooMany(wait, 'deliveries to this connection from this address'));
    else done();
  };
