import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest, onSendHookHandler, preValidationHookHandler } from 'fastify';
import { Problem } from '../contract/errors.ts';
import type { ReplayClaim, ReplayState, ReplayStore } from './replays.ts';
import { createSignatureCheck } from './signing.ts';

/** The two hooks of a route behind a key that may ask for signatures. */
export interface SignedRoute {
  readonly preValidation: preValidationHookHandler;
  readonly onSend: onSendHookHandler | null;
}

/**
 * Verifies signatures after the body arrived and before any schema looks at it, and answers repetitions (I3).
 *
 * @param now milliseconds
 */
export function createSignedRequests(replays: ReplayStore, now: () => number) {
  const checkSignature = createSignatureCheck(now);
  const running = new WeakSet<FastifyRequest>();

  const verify: preValidationHookHandler = (request, _reply, done) => {
    try {
      const signed = checkSignature(request.apiKey, request.headers, request.rawBody);
      if (signed !== null && changesSomething(request.method)) request.replay = claimOf(request, signed.id);
    } catch (error) {
      done(error as Error);
      return;
    }
    done();
  };

  const verifyAndBegin: preValidationHookHandler = (request, reply, done) => {
    verify.call(request.server, request, reply, (error?: Error) => {
      const claim = request.replay;
      if (error !== undefined || claim === null) return done(error);
      replays.begin(claim).then((answer) => {
        if (answer.state === 'new') {
          running.add(request);
          done();
        } else if (answer.state === 'replay') answerReplay(reply, answer);
        else done(refusal(answer, claim));
      }, done);
    });
  };

  /** The work is done when this runs, so a memory that fails does not turn its answer into an error. */
  const remember: onSendHookHandler<unknown> = (request, reply, payload, done) => {
    const claim = request.replay;
    if (claim === null || !running.delete(request)) return done(null, payload);
    const { statusCode } = reply;
    const good = statusCode >= 200 && statusCode < 300;
    const kept = good
      ? replays.finish(claim, statusCode, typeof payload === 'string' ? payload : '')
      : replays.abandon(claim);
    kept
      .catch((err: unknown) =>
        request.log.error({ err, reqId: request.id, replay: claim.id }, 'a signed request was not remembered'),
      )
      .finally(() => done(null, payload));
  };

  return (inFlow: boolean): SignedRoute =>
    inFlow
      ? { preValidation: verify, onSend: null }
      : { preValidation: verifyAndBegin, onSend: remember as onSendHookHandler };
}

/** The first answer once more, marked as such. */
export function answerReplay(
  reply: FastifyReply,
  answer: { readonly status: number; readonly body: string },
): FastifyReply {
  return reply
    .code(answer.status)
    .header('webhook-replayed', 'true')
    .type('application/json; charset=utf-8')
    .serializer((body: string) => body)
    .send(answer.body);
}

const changesSomething = (method: string): boolean => method !== 'GET' && method !== 'HEAD';

const claimOf = ({ apiKey, method, url, rawBody }: FastifyRequest, id: string): ReplayClaim => {
  const hash = createHash('sha256').update(`${method} ${url}\n`);
  if (rawBody !== null) hash.update(rawBody);
  return { organizationId: apiKey.organizationId, id: `${apiKey.mode}:${id}`, bodyHash: hash.digest() };
};

const refusal = ({ state }: ReplayState, { id }: ReplayClaim): Problem =>
  state === 'conflict'
    ? new Problem(
        'webhook_id_reused',
        `The webhook-id '${id.slice(5)}' was used for another request: a new request needs a new one.`,
      )
    : new Problem('request_in_progress', 'A request with this webhook-id is being processed; ask again in a second.', {
        retryAfter: 1,
      });
