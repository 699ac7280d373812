import { setTimeout as sleep } from 'node:timers/promises';
import { Type } from '@sinclair/typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Email, Exact, Text } from '../../contract/api/values.ts';
import { Problem } from '../../contract/errors.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import { apply } from '../../flows/join/apply.ts';
import { findPlace, type JoinPlace } from '../../flows/join/find-place.ts';
import type { Desk } from '../../flows/manage/desk.ts';
import { networkOf, type Limit } from '../rate-limits.ts';
import { busyPage, closedPage, formPage, joinHeaders, thanksPage } from './page.ts';

/** `homepage` is for robots: people do not see it. */
const JoinBody = Exact({
  name: Text(200),
  email: Email(),
  homepage: Type.Optional(Type.String({ maxLength: 2000 })),
});

export interface JoinOptions {
  readonly desk: Desk;
  /** Applications of one address. */
  readonly limit: Limit;
}

const formBytes = 16 * 1024;
/** Milliseconds before anybody is thanked: how long it took would tell whose address is known, of whom nothing is written. */
const thanksAfter = 250;
const hidden = { hide: true } as const;

/**
 * `GET` and `POST /join/:slug`: anybody's application to a campaign, by the link of a recruiter (C8). A page without scripts; asked for JSON, problems
 * and `{ "received": true }`. Every application that can be read gets the same answer.
 */
export function joining(app: PluginApp, { desk, limit }: JoinOptions): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: formBytes },
    (_request, body, done) => done(null, fieldsOf(String(body))),
  );

  app.get('/join/:slug', { schema: hidden }, async (request, reply) => {
    const place = await findPlace(desk, slugOf(request));
    if (place === null) return closed(request, reply);
    const { applied } = request.query as { readonly applied?: string };
    return send(reply, 200, applied === undefined ? formPage(wordsOf(place)) : thanksPage(wordsOf(place)));
  });

  app.post('/join/:slug', { schema: { ...hidden, body: JoinBody }, attachValidation: true }, async (request, reply) => {
    const wait = limit(networkOf(request.ip));
    if (wait > 0) return busy(request, reply, wait);
    const slug = slugOf(request);
    const place = await findPlace(desk, slug);
    if (place === null) return closed(request, reply);
    try {
      if (request.validationError !== undefined) throw request.validationError;
      const { name, email, homepage = '' } = request.body;
      refuseStrange(email);
      if (name.trim() === '') refuseField('name', 'is empty');
      const applied = homepage === '' ? apply(desk, place, { name: name.trim(), email }) : null;
      await Promise.all([applied, sleep(thanksAfter)]);
    } catch (error) {
      if (isTooMany(error)) return busy(request, reply, 3_600);
      if (wantsJson(request)) throw error;
      return wrong(request, reply, place, error);
    }
    if (wantsJson(request)) return reply.code(202).send({ received: true });
    return reply
      .code(303)
      .header('location', `/join/${encodeURIComponent(slug)}?applied`)
      .send();
  });
}

/** The first of each name counts; a name nobody asked for is refused with the others by the schema. */
function fieldsOf(body: string): Record<string, string> {
  const fields: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of new URLSearchParams(body)) fields[name] ??= value;
  return { ...fields };
}

const slugOf = (request: FastifyRequest): string => (request.params as { readonly slug: string }).slug;
const wordsOf = ({ organizationName, campaignName }: JoinPlace) => ({
  brand: organizationName,
  campaign: campaignName,
});
const send = (reply: FastifyReply, status: number, page: string): FastifyReply =>
  reply.code(status).headers(joinHeaders).send(page);

const wantsJson = ({ headers }: FastifyRequest): boolean =>
  /\bapplication\/(?:problem\+)?json\b/.test(headers.accept ?? '') && !(headers.accept ?? '').includes('text/html');

/** Of strangers nothing is taken that no mail could ever reach: addresses are typed by hand here, and land in front of people. */
const mailable = /^[^\s<>"'(),:;@[\]\\]+@[^\s<>"'(),:;@[\]\\]+\.[^\s<>"'(),:;@[\]\\.]{2,}$/;

function refuseStrange(email: string): void {
  if (!mailable.test(email.trim())) refuseField('email', 'is not an e-mail address');
}

function refuseField(name: 'name' | 'email', message: string): never {
  const path = `/${name}`;
  throw new Problem('invalid_request', `In the body: ${path} ${message}.`, { errors: [{ in: 'body', path, message }] });
}

const isTooMany = (error: unknown): boolean => error instanceof Problem && error.code === 'too_many_requests';

function closed(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (wantsJson(request)) throw new Problem('not_found', 'No application is taken here.');
  return send(reply, 404, closedPage());
}

function busy(request: FastifyRequest, reply: FastifyReply, seconds: number): FastifyReply {
  if (wantsJson(request)) {
    throw new Problem('too_many_requests', `Too many applications. Try again in ${seconds} s.`, {
      retryAfter: seconds,
    });
  }
  return send(reply.header('retry-after', String(seconds)), 429, busyPage());
}

/** The form again, with what was typed and what is wrong. @throws whatever is not the applicant's to mend */
function wrong(request: FastifyRequest, reply: FastifyReply, place: JoinPlace, error: unknown): FastifyReply {
  const isInvalid = error === request.validationError || (error instanceof Problem && error.status === 400);
  if (!isInvalid) throw error;
  const { name, email } = (request.body ?? {}) as Readonly<Partial<Record<'name' | 'email', unknown>>>;
  const [typedName, typedEmail] = [textOf(name), textOf(email)];
  const isName = typedName.trim() === '' || typedName.length > 200 || /\p{Cc}/u.test(typedName);
  const form = {
    ...wordsOf(place),
    name: typedName.slice(0, 200),
    email: typedEmail.slice(0, 320),
    wrong: isName
      ? ({ field: 'name', message: 'Please tell a name, of at most 200 characters.' } as const)
      : ({ field: 'email', message: 'That is no e-mail address.' } as const),
  };
  return send(reply, 400, formPage(form));
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
