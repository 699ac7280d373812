import { createHash } from 'node:crypto';
import type {
  FastifyReply,
  FastifyRequest,
  HookHandlerDoneFunction,
  onSendHookHandler,
  preValidationHookHandler,
} from 'fastify';
import { Problem } from '../contract/errors.ts';
import type { ApiKey } from './request.ts';
import { namedRequest } from './request-id.ts';
import type { ReplayClaim, ReplayState, ReplayStore } from './replays.ts';
import { createSignatureCheck } from './signing.ts';
import { sendGiven } from './track/answer.ts';

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

  const verify = (request: FastifyRequest): void => {
    const { apiKey } = request;
    if (apiKey === null) return;
    const signed = checkSignature(apiKey, request.headers, request.rawBody);
    if (signed !== null && changesSomething(request.method)) request.replay = claimOf(apiKey, request, signed.id);
  };

  /** Answers a repetition itself, else lets the handler run. */
  const begin = async (
    request: FastifyRequest,
    reply: FastifyReply,
    claim: ReplayClaim,
    done: HookHandlerDoneFunction,
  ): Promise<void> => {
    let answer: ReplayState;
    try {
      answer = await replays.begin(claim);
    } catch (error) {
      done(error as Error);
      return;
    }
    if (answer.state === 'new') {
      running.add(request);
      done();
    } else if (answer.state === 'replay') sendGiven(reply, { ...answer, replayed: true });
    else done(refusal(answer, claim));
  };

  /** The work is done when this runs, so a memory that fails does not turn its answer into an error. */
  const finish = async (
    request: FastifyRequest,
    claim: ReplayClaim,
    status: number,
    payload: unknown,
  ): Promise<void> => {
    try {
      if (status < 200 || status >= 300) await replays.abandon(claim);
      else await replays.finish(claim, status, keepable(payload, request.routeOptions.config.shownOnce));
    } catch (err) {
      request.log.error({ err, ...namedRequest(request), replay: claim.id }, 'a signed request was not remembered');
    }
  };

  const preValidation =
    (inFlow: boolean): preValidationHookHandler =>
    (request, reply, done) => {
      try {
        verify(request);
      } catch (error) {
        done(error as Error);
        return;
      }
      if (inFlow || request.replay === null) done();
      else void begin(request, reply, request.replay, done);
    };

  const onSend: onSendHookHandler = (request, reply, payload, done) => {
    const claim = request.replay;
    if (claim === null || !running.delete(request)) {
      done(null, payload);
      return;
    }
    void finish(request, claim, reply.statusCode, payload).finally(() => done(null, payload));
  };

  return (inFlow: boolean): SignedRoute => ({ preValidation: preValidation(inFlow), onSend: inFlow ? null : onSend });
}

/** An answer as it may be kept: secrets that are shown once are emptied. */
function keepable(payload: unknown, shownOnce: readonly string[] = []): string {
  if (typeof payload !== 'string' || shownOnce.length === 0) return typeof payload === 'string' ? payload : '';
  const answer = JSON.parse(payload) as Record<string, unknown>;
  return JSON.stringify({ ...answer, ...Object.fromEntries(shownOnce.map((member) => [member, ''])) });
}

const changesSomething = (method: string): boolean => method !== 'GET' && method !== 'HEAD';

const claimOf = (apiKey: ApiKey, { method, url, rawBody }: FastifyRequest, id: string): ReplayClaim => {
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
