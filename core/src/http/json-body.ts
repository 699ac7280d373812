import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../contract/errors.ts';
import { keepInexact } from './exact-numbers.ts';
import { findUnsafeText } from './safe-text.ts';

/** Deeper than anything the API takes; beyond it recursion in databases and serializers becomes the sender's to choose. */
const deepest = 32;

/**
 * Reads JSON bodies and nothing else. Whatever is wrong with the bytes is a 400 before any schema sees them: no UTF-8, no JSON, `__proto__`,
 * null characters, absurd depth. The bytes stay on the request until it is answered, since a signature is over them (I3).
 */
export function readJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, parserOf(app));
}

/** The same of what is called text: what a page sends as it leaves is never sent if the browser has to ask first whether it may. */
export function readJsonAsText(app: FastifyInstance): void {
  app.addContentTypeParser('text/plain', { parseAs: 'buffer' }, parserOf(app));
}

function parserOf(app: FastifyInstance) {
  const parse = app.getDefaultJsonParser('error', 'error');
  const valueOf = (request: FastifyRequest, json: string): unknown => {
    let outcome: { readonly error: Error | null; readonly value: unknown } | undefined;
    void parse(request, json, (error, value: unknown) => void (outcome = { error, value }));
    if (outcome === undefined || outcome.error !== null) {
      throw notJson(json === '' ? 'it is empty' : 'check its quotes, commas and brackets');
    }
    return outcome.value;
  };

  return (request: FastifyRequest, body: Buffer, done: (error: Error | null, value?: unknown) => void): void => {
    try {
      const json = textOf(request, body);
      const value = valueOf(request, json);
      const wrong = findUnsafeText(json, value);
      if (wrong !== null) throw unsafe(wrong.path, wrong.message);
      request.rawBody = body;
      done(null, keepInexact(json, value));
    } catch (error) {
      done(error instanceof Problem ? error : notJson('it could not be read'));
    }
  };
}

function textOf(request: FastifyRequest, body: Buffer): string {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    throw new Problem('unsupported_media_type', `the body is ${encoding}: send it without content encoding`);
  }
  if (!isUtf8(body)) throw notJson('it is not UTF-8');
  const json = body.toString();
  if (isDeeper(json, deepest)) throw notJson(`it is nested deeper than ${deepest} levels`);
  return json;
}

/** Counts brackets outside of strings. */
function isDeeper(json: string, most: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < json.length; at++) {
    const char = json.charCodeAt(at);
    if (inString) {
      if (char === backslash) at++;
      else if (char === quote) inString = false;
    } else if (char === quote) inString = true;
    else if (char === openBrace || char === openBracket) {
      if (++depth > most) return true;
    } else if (char === closeBrace || char === closeBracket) depth--;
  }
  return false;
}

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d];

const notJson = (why: string): Problem => new Problem('malformed_json', `The body cannot be read as JSON: ${why}.`);

const unsafe = (path: string, message: string): Problem =>
  new Problem('invalid_request', `The body is not as expected: ${path || 'the body'} ${message}.`, {
    errors: [{ in: 'body', path, message }],
  });
