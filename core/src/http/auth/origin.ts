import type { FastifyRequest, onRequestHookHandler } from 'fastify';
import { Problem } from '../../contract/errors.ts';
import { hasSession } from './identity.ts';

/**
 * A browser sends cookies along whatever page asks, so what changes something must come from a page of ours: browsers say so in
 * `Sec-Fetch-Site`, older ones in `Origin`. Where neither is said, no browser of this century calls.
 *
 * @param origin of the public address
 * @throws Problem `cross_origin`
 */
export function refuseForeignPages(request: FastifyRequest, origin: string): void {
  const { 'sec-fetch-site': site, origin: from } = request.headers;
  if (site !== undefined) {
    if (site === 'same-origin') return;
  } else if (from !== undefined && (from === origin || hostOf(from) === request.host)) return;
  throw new Problem('cross_origin', 'Sign-in cookies count only for requests that a page of this very server makes.');
}

/** The same before anybody is signed in; programs, which are no browser and carry no cookie, may come as they are. */
export const onlyOwnPages =
  (origin: () => string): onRequestHookHandler =>
  (request, _reply, done) => {
    const { method, headers } = request;
    const reads = method === 'GET' || method === 'HEAD';
    const program = headers['sec-fetch-site'] === undefined && headers.origin === undefined && !hasSession(request);
    try {
      if (!reads && !program) refuseForeignPages(request, origin());
    } catch (error) {
      done(error as Error);
      return;
    }
    done();
  };

const hostOf = (origin: string): string | undefined => URL.parse(origin)?.host;
