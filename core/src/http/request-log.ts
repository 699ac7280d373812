import type { FastifyInstance } from 'fastify';
import { namedRequest } from './request-id.ts';

/** One line per request, after its answer: who asked what, and what came of it. Never a body, a query or a key. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', (request, reply, done) => {
    request.log.info(
      {
        ...namedRequest(request),
        method: request.method,
        route: request.routeOptions.url ?? 'unmatched',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        address: request.ip,
        ...(request.scope === null ? {} : { actor: request.scope.actor }),
        ...(request.problem === null ? {} : { problem: request.problem.code }),
      },
      'request',
    );
    done();
  });
}
