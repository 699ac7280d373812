import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction, onRequestHookHandler } from 'fastify';
import type { KeyScope } from '../contract/api/api-keys.ts';
import { Problem } from '../contract/errors.ts';
import { hasSession } from './auth/identity.ts';
import { admitPerson, type Needed, type People } from './auth/people.ts';
import type { FindEntry, KeyEntry } from './key-cache.ts';
import { networkOf, type Limit } from './rate-limits.ts';
import { tooMany } from './limits.ts';
import { isPublishable } from './page-door.ts';

export interface AuthenticationOptions {
  readonly find: FindEntry;
  /** Per address: unknown keys cost a look-up, so nobody may try many. */
  readonly wrongKeys: Limit;
  /** Left out: only keys are let through. */
  readonly people?: People | undefined;
}

/** What a route takes of its caller. */
export interface Access {
  readonly key: KeyScope;
  /** Keys are refused. */
  readonly peopleOnly: boolean;
  readonly person: Needed;
}

/**
 * API keys as bearer tokens (I3, F35), and people by their session. Makes the hook that stands in front of a route: the key must be known,
 * allowed to do what the route does, and within its budget; then `request.apiKey` and `request.scope` are set. Without an `Authorization`
 * header, a session cookie counts (auth/people.ts).
 */
export function createAuthentication({ find, wrongKeys, people }: AuthenticationOptions) {
  return function requireCaller({ key: access, peopleOnly, person }: Access, budget: Limit): onRequestHookHandler {
    const admit = (request: FastifyRequest, { key, scope }: KeyEntry): void => {
      if (key.kind === 'publishable') throw publishable(key.name);
      if (peopleOnly) throw peopleAlone();
      if (!key.scopes.includes(access)) throw outOfScope(key.name, access);
      const wait = budget(key.id);
      if (wait > 0) throw tooMany(wait, `the key '${key.name}'`);
      request.apiKey = key;
      request.scope = scope;
    };

    const unknown = (request: FastifyRequest): Problem => {
      const wait = wrongKeys(networkOf(request.ip));
      if (wait > 0) return tooMany(wait, 'unknown keys from this address');
      return new Problem(
        'unknown_key',
        'No live API key is like this one: it may have been revoked or cut off in copying.',
      );
    };

    const answer = (request: FastifyRequest, entry: KeyEntry | null, done: HookHandlerDoneFunction): void => {
      try {
        if (entry === null) throw unknown(request);
        admit(request, entry);
      } catch (error) {
        done(error as Error);
        return;
      }
      done();
    };

    const lookUp = async (request: FastifyRequest, found: Promise<KeyEntry | null>, done: HookHandlerDoneFunction) => {
      let entry: KeyEntry | null;
      try {
        entry = await found;
      } catch (error) {
        done(error as Error);
        return;
      }
      answer(request, entry, done);
    };

    const admitBySession = async (
      of: People,
      request: FastifyRequest,
      reply: FastifyReply,
      done: HookHandlerDoneFunction,
    ): Promise<void> => {
      try {
        await admitPerson(of, person, budget, request, reply);
      } catch (error) {
        done(error as Error);
        return;
      }
      done();
    };

    // No promise is made for a key that is known: this stands in front of every sale.
    return (request, reply, done) => {
      if (people !== undefined && request.headers.authorization === undefined && hasSession(request)) {
        void admitBySession(people, request, reply, done);
        return;
      }
      let found: KeyEntry | Promise<KeyEntry | null>;
      try {
        const token = tokenOf(request.headers.authorization);
        if (!isKey(token)) throw unknown(request);
        found = find(token);
      } catch (error) {
        done(error as Error);
        return;
      }
      if (found instanceof Promise) void lookUp(request, found, done);
      else answer(request, found, done);
    };
  };
}

/** As made by `makeKey` and `makePublishableKey`; nothing else is worth a look-up. */
const isKey = (text: string): boolean => /^fl_(?:live|test)_[A-Za-z0-9_-]{43}$/.test(text) || isPublishable(text);

function tokenOf(header: string | undefined): string {
  if (header === undefined || header === '') {
    throw new Problem(
      'missing_authorization',
      'Send the API key in a header: Authorization: Bearer fl_live_…; or sign in.',
    );
  }
  const token = /^Bearer +(\S+) *$/i.exec(header)?.[1];
  if (token === undefined) {
    throw new Problem('not_bearer', 'The Authorization header must read: Bearer, a space, and the API key.');
  }
  return token;
}

const publishable = (name: string): Problem =>
  new Problem(
    'publishable_key',
    `The key '${name}' is for pages and only tells of leads there: servers call with a secret key, fl_live_….`,
  );

const peopleAlone = (): Problem =>
  new Problem('people_only', 'API keys belong to no person: sign in, and leave the Authorization header out.');

const outOfScope = (name: string, access: KeyScope): Problem =>
  new Problem('key_out_of_scope', `The key '${name}' lacks the scope '${access}': make one that has it.`);
