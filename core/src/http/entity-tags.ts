import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../contract/errors.ts';

/**
 * The version of what people edit, as HTTP says it: answers with a `version` carry it as `ETag`, and `If-Match` on a change means the same as
 * `version` in its body, so that a stale one is refused with both versions (`stale_version`).
 */
export function addEntityTags(scope: FastifyInstance): void {
  scope.addHook('preValidation', (request, _reply, done) => {
    try {
      takeIfMatch(request);
    } catch (error) {
      done(error as Error);
      return;
    }
    done();
  });
  scope.addHook('preSerialization', (_request, reply, payload, done) => {
    const version = (payload as { readonly version?: unknown } | null)?.version;
    if (Number.isInteger(version) && reply.statusCode < 300) reply.header('etag', `"${String(version)}"`);
    done(null, payload);
  });
}

interface Versioned {
  readonly properties?: { readonly version?: unknown };
}

/** @throws Problem `invalid_request` */
function takeIfMatch(request: FastifyRequest): void {
  const given = request.headers['if-match'];
  const { body, routeOptions } = request;
  const schema = routeOptions.schema?.body as Versioned | undefined;
  if (given === undefined || given === '*' || schema?.properties?.version === undefined) return;
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(given)?.[1];
  if (version === undefined) throw wrong('if-match', 'is no ETag of one version, as in "3"');
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return;
  const change = body as { version?: unknown };
  if (change.version !== undefined && change.version !== Number(version)) {
    throw wrong('if-match', 'and version in the body are not the same');
  }
  change.version = Number(version);
}

const wrong = (header: string, message: string): Problem =>
  new Problem('invalid_request', `In the header: ${header} ${message}.`, {
    errors: [{ in: 'header', path: `/${header}`, message }],
  });
