import type { FastifyInstance } from 'fastify';
import { Problem } from '../contract/errors.ts';

/** No string of a path or query may hold a null character: PostgreSQL cannot store one. Written out, it can only be `%00`. */
export function refuseNulls(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => {
    if (request.raw.url?.includes('%00')) {
      done(new Problem('invalid_request', 'The address holds a null character (%00): leave it out.'));
    } else done();
  });
}
