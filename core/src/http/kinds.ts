import type { Kind } from '../contract/api/values.ts';
import type { ProblemCode } from '../contract/errors.ts';
import { aheadSeconds, readTime, utc } from './times.ts';

/** A text in its one spelling, or why it cannot be read; `code` where the schema's own code does not say it. */
export type Reading =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly message: string; readonly code?: ProblemCode };

export type Reader = (text: string) => Reading;

export interface KindsNeed {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Whether an upper-case code is in the ISO 4217 table (M1). */
  readonly isCurrency: (code: string) => boolean;
}

const kept = (value: string): Reading => ({ ok: true, value });
const refused = (message: string): Reading => ({ ok: false, message });

/** How each kind of text in `contract/api/values.ts` is read. */
export function createReaders({ now, isCurrency }: KindsNeed): Readonly<Record<Kind, Reader>> {
  return {
    id: (text) => {
      const id = text.toLowerCase();
      return uuid.test(id) ? kept(id) : refused('must be a UUID');
    },
    currency: (text) => {
      const code = /^[A-Za-z]{3}$/.test(text) ? text.toUpperCase() : text;
      return isCurrency(code) ? kept(code) : refused('must be an ISO 4217 code, as in USD');
    },
    instant: (text) => {
      const moment = readTime(text);
      return moment.ok ? kept(utc(moment.at)) : refused(moment.wrong);
    },
    time: (text) => {
      const moment = readTime(text);
      if (!moment.ok) return refused(moment.wrong);
      if (moment.at > now() + aheadSeconds * 1000) {
        return { ok: false, code: 'time_in_future', message: `must not be more than ${aheadSeconds} seconds ahead` };
      }
      return kept(utc(moment.at));
    },
    day: (text) => {
      const moment = readTime(`${text}T00:00:00Z`);
      return /^\d{4}-\d\d-\d\d$/.test(text) && moment.ok ? kept(text) : refused('must be a day, as in 2026-03-01');
    },
    slug: (text) => {
      const slug = text.toLowerCase();
      return slugShape.test(slug)
        ? kept(slug)
        : refused('must be 3 to 64 letters, digits and hyphens, without a hyphen at either end');
    },
    code: (text) => {
      const code = text.toUpperCase();
      return codeShape.test(code) ? kept(code) : refused('must be 1 to 100 characters without spaces');
    },
    email: (text) => {
      const email = text.trim();
      return emailShape.test(email) ? kept(email) : refused('must be an e-mail address');
    },
    origin: (text) => {
      const url = URL.parse(text);
      const web = url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
      const bare = web && url.href === `${url.origin}/` && !/[?#*]/.test(text);
      return bare ? kept(url.origin) : refused('must be scheme and host alone, as in https://www.example.com');
    },
    url: (text) => {
      const url = URL.parse(text);
      const web = url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
      // The parsed form is plain ASCII, so that it can stand in a Location header; user and password in it only ever deceive.
      return web && url.username === '' && url.password === ''
        ? kept(url.href)
        : refused('must be an absolute http or https address');
    },
  };
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const slugShape = /^[a-z0-9][a-z0-9-]{1,62}[a-z0-9]$/;
const codeShape = /^[^\s\p{Cc}]{1,100}$/u;
const emailShape = /^[^\s\p{Cc}]+@[^\s\p{Cc}@]+$/u;
