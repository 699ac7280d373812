import type { FastifyReply } from 'fastify';
import { Problem, type ProblemCode } from '../../contract/errors.ts';
import type { Told } from './identity.ts';

/** What better-auth refuses with, in the words of the catalogue. */
const codes: Readonly<Record<string, ProblemCode>> = {
  INVALID_EMAIL_OR_PASSWORD: 'wrong_credentials',
  INVALID_EMAIL: 'wrong_credentials',
  INVALID_PASSWORD: 'wrong_password',
  PASSWORD_ALREADY_SET: 'illegal_transition',
  INVALID_CODE: 'wrong_code',
  INVALID_BACKUP_CODE: 'wrong_code',
  INVALID_TWO_FACTOR_COOKIE: 'not_signed_in',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'not_signed_in',
  ACCOUNT_TEMPORARILY_LOCKED: 'too_many_requests',
};

const details: Partial<Record<ProblemCode, string>> = {
  wrong_credentials: 'Check both; a link by mail signs you in without a password.',
  wrong_password: 'The present password is another one.',
  wrong_code: 'Take the code that is shown right now, and check the clock of the device.',
  not_signed_in: 'The session has ended: sign in again.',
  too_many_requests: 'Too many wrong codes: try again in a quarter of an hour.',
};

/** Passes on what better-auth answered: its cookies, and of its body what `show` takes. */
export function passOn<T>(reply: FastifyReply, told: Told, show: (body: Readonly<Record<string, unknown>>) => T): T {
  const body = (told.body ?? {}) as Readonly<Record<string, unknown>>;
  if (told.status >= 400) throw refusalOf(told.status, body);
  for (const cookie of told.cookies) reply.header('set-cookie', cookie);
  return show(body);
}

function refusalOf(status: number, body: Readonly<Record<string, unknown>>): Error {
  const reason = typeof body['code'] === 'string' ? body['code'] : undefined;
  const message = typeof body['message'] === 'string' ? body['message'] : 'It was refused.';
  if (status >= 500) return new Error(`sign-in failed: ${reason ?? message}`);
  const byStatus: ProblemCode =
    status === 401 ? 'not_signed_in' : status === 429 ? 'too_many_requests' : 'invalid_request';
  const code = (reason === undefined ? undefined : codes[reason]) ?? byStatus;
  return new Problem(code, details[code] ?? message, {
    ...(reason === undefined ? {} : { reason }),
    ...(code === 'too_many_requests' ? { retryAfter: 900 } : {}),
  });
}
