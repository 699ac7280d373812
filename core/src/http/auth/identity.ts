import type { FastifyRequest } from 'fastify';
import type { Auth, IdentityOptions } from './better-auth.ts';
import { type OwnSessions, ownSessions } from './own-sessions.ts';

/** Who is signed in. */
export interface Person {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly twoFactor: boolean;
}

/** What better-auth answered. */
export interface Told {
  readonly status: number;
  readonly body: unknown;
  readonly cookies: readonly string[];
}

/** What the server asks about people, in its own words; better-auth is behind it, and loaded by the first question. */
export interface Identity {
  /** By the session cookie; null: nobody. The cookies are to be handed on, since a session in use is prolonged. */
  readonly whoIs: (request: FastifyRequest) => Promise<{ person: Person; cookies: readonly string[] } | null>;
  /** Hands a request on to an endpoint of better-auth. */
  readonly forward: (request: FastifyRequest, path: string, body?: object) => Promise<Told>;
  /** Starts a session for a person whom a link has proven; a second factor is asked for first where there is one. */
  readonly enter: (request: FastifyRequest, personId: string) => Promise<Told>;
  /** Null where it is no longer wanted when its turn comes: hashing is slow, and many may ask at once. */
  readonly hashPassword: (password: string, wanted: () => Promise<boolean>) => Promise<string | null>;
  /** The id of who has this address and password. Only for who holds an invitation: it is quicker where nobody has the address. */
  readonly personWith: (email: string, password: string) => Promise<string | null>;
  /** The first password of who is signed in and has none. */
  readonly setPassword: (request: FastifyRequest, newPassword: string) => Promise<Told>;
  /** Ends the session of a cookie, which another one takes the place of. */
  readonly endSession: (request: FastifyRequest) => Promise<void>;
  /** The browsers of who is signed in. */
  readonly own: OwnSessions;
}

/** The name of the session cookie, also within that of secure ones. */
export const sessionCookie = 'fairlead.session_token=';

export const hasSession = ({ headers }: FastifyRequest): boolean => headers.cookie?.includes(sessionCookie) === true;

export function createIdentity(options: IdentityOptions): Identity {
  let made: ReturnType<typeof load> | undefined;
  const load = async (): Promise<{ readonly auth: Auth; readonly addressHeader: string }> => {
    const { addressHeader, makeBetterAuth } = await import('./better-auth.ts');
    return { auth: makeBetterAuth(options), addressHeader };
  };
  const loaded = () => (made ??= load());
  const originOf = (): string => new URL(options.publicUrl()).origin;

  const headersOf = (request: FastifyRequest, addressHeader: string): Headers => {
    const { cookie, 'user-agent': agent } = request.headers;
    return new Headers({
      [addressHeader]: request.ip,
      origin: originOf(),
      ...(cookie === undefined ? {} : { cookie }),
      ...(agent === undefined ? {} : { 'user-agent': agent.slice(0, 500) }),
    });
  };

  const told = async (response: Response): Promise<Told> => {
    const text = await response.text();
    return {
      status: response.status,
      body: text === '' ? null : JSON.parse(text),
      cookies: response.headers.getSetCookie(),
    };
  };

  const sessionOf = async (request: FastifyRequest) => {
    const { auth, addressHeader } = await loaded();
    const headers = headersOf(request, addressHeader);
    return { auth, answer: await auth.api.getSession({ headers, returnHeaders: true }) };
  };

  return {
    own: ownSessions(sessionOf),
    whoIs: async (request) => {
      if (!hasSession(request)) return null;
      const { response, headers } = (await sessionOf(request)).answer;
      if (response === null) return null;
      const { id, email, name, twoFactorEnabled } = response.user;
      return { person: { id, email, name, twoFactor: twoFactorEnabled === true }, cookies: headers.getSetCookie() };
    },
    forward: async (request, path, body) => {
      const { auth, addressHeader } = await loaded();
      const headers = headersOf(request, addressHeader);
      headers.set('content-type', 'application/json');
      const sent = request.method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) };
      return told(
        await auth.handler(new Request(`${originOf()}/auth${path}`, { method: request.method, headers, ...sent })),
      );
    },
    enter: async (request, personId) => {
      const { auth, addressHeader } = await loaded();
      const asked = { headers: headersOf(request, addressHeader), body: { personId }, asResponse: true } as const;
      return told(await auth.api.enter(asked));
    },
    hashPassword: async (password, wanted) => (await loaded()).auth.hashIf(password, wanted),
    personWith: async (email, password) => {
      const { internalAdapter, password: passwords } = await (await loaded()).auth.$context;
      const found = await internalAdapter.findUserByEmail(email, { includeAccounts: true });
      const hash = found?.accounts.find(({ providerId }) => providerId === 'credential')?.password;
      return found !== null && typeof hash === 'string' && (await passwords.verify({ hash, password }))
        ? found.user.id
        : null;
    },
    setPassword: async (request, newPassword) => {
      const { auth, addressHeader } = await loaded();
      const asked = { headers: headersOf(request, addressHeader), body: { newPassword }, asResponse: true } as const;
      return told(await auth.api.setPassword(asked));
    },
    endSession: async (request) => {
      if (!hasSession(request)) return;
      const { auth, answer } = await sessionOf(request);
      const { response } = answer;
      if (response !== null) await (await auth.$context).internalAdapter.deleteSession(response.session.token);
    },
  };
}
