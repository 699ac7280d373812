import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem, problems, type ProblemCode } from '../contract/errors.ts';
import { problemOfDatabase } from './database-errors.ts';
import { namedRequest } from './request-id.ts';

export const problemType = 'application/problem+json';

/** The document of RFC 9457; `instance` is the id of the request, as in the log. */
export const problemDocument = (problem: Problem, instance: string): Record<string, unknown> => ({
  type: `/problems/${problem.code}`,
  title: problems[problem.code][1],
  status: problem.status,
  code: problem.code,
  detail: problem.message,
  instance,
  ...problem.extra,
});

/** The framework's own refusals, by its codes; whatever else it calls a client's fault is an invalid request. */
const refusals: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['body_too_large', 'The body is larger than this address takes.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported_media_type', 'Send the body as application/json.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['invalid_request', 'The body is not as long as Content-Length says.'],
  FST_ERR_BAD_URL: ['invalid_request', 'The address holds an escape that cannot be decoded.'],
  FST_ERR_MAX_PARAM_LENGTH: ['not_found', 'A part of the address is too long.'],
};

/** Every error there is as a problem. Nothing of an unexpected one reaches the caller. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { code, statusCode } = (typeof error === 'object' && error !== null ? error : {}) as {
    readonly code?: unknown;
    readonly statusCode?: unknown;
  };
  if (typeof code === 'string' && code.startsWith('FST_')) {
    const refusal = refusals[code];
    if (refusal !== undefined) return new Problem(...refusal);
    if (typeof statusCode === 'number' && statusCode < 500) {
      return new Problem('invalid_request', 'The request could not be read.');
    }
  }
  return (
    problemOfDatabase(error) ??
    (isAborted(error)
      ? new Problem('invalid_request', 'The request ended before it was complete.')
      : new Problem(
          'internal_error',
          'Nothing was changed by what failed. The log of the server tells more by the instance.',
        ))
  );
}

/** The caller hung up within the body. */
const isAborted = (error: unknown): boolean =>
  error instanceof Error && error.message === 'aborted' && 'statusCode' in error && error.statusCode === 400;

const headersOf: Partial<Record<ProblemCode, readonly [string, string]>> = {
  missing_authorization: ['www-authenticate', 'Bearer'],
  not_bearer: ['www-authenticate', 'Bearer'],
  unknown_key: ['www-authenticate', 'Bearer error="invalid_token"'],
};

/** Answers with a problem. Ours are logged whole, a caller's are left to the request line. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = toProblem(error);
  request.problem = problem;
  if (problem.status >= 500)
    request.log.error({ err: error, ...namedRequest(request), code: problem.code }, problem.message);
  else if (!(error instanceof Problem) && problemOfDatabase(error) !== null) {
    request.log.warn(
      { err: error, ...namedRequest(request), code: problem.code },
      'the database refused what the schema took',
    );
  }
  const { retryAfter, allow } = problem.extra;
  if (typeof retryAfter === 'number') reply.header('retry-after', String(retryAfter));
  if (typeof allow === 'string') reply.header('allow', allow);
  const header = headersOf[problem.code];
  if (header !== undefined) reply.header(...header);
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type(problemType)
    .send(JSON.stringify(problemDocument(problem, request.id)));
}
