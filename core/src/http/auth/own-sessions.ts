import type { FastifyRequest } from 'fastify';
import type { OwnSession } from '../../contract/api/sign-in.ts';
import { Problem } from '../../contract/errors.ts';
import type { Auth, SessionAnswer } from './better-auth.ts';

export interface OwnSessions {
  /** The newest first; tokens stay here. Throws `not_signed_in`. */
  readonly list: (request: FastifyRequest) => Promise<readonly OwnSession[]>;
  /** Ends one of them. Throws `not_signed_in`, `not_found`. */
  readonly end: (request: FastifyRequest, id: string) => Promise<void>;
}

type SessionOf = (request: FastifyRequest) => Promise<{ readonly auth: Auth; readonly answer: SessionAnswer }>;

/** The browsers of whoever asks, and of nobody else: an id of another person is not found. */
export function ownSessions(sessionOf: SessionOf): OwnSessions {
  const read = async (request: FastifyRequest) => {
    const { auth, answer } = await sessionOf(request);
    if (answer.response === null) throw new Problem('not_signed_in', 'The session has ended: sign in again.');
    const { session, user } = answer.response;
    const { internalAdapter } = await auth.$context;
    const all = await internalAdapter.listSessions(user.id);
    const standing = all.filter(({ expiresAt }) => expiresAt.getTime() > Date.now());
    return { standing, here: session.id, internalAdapter };
  };
  return {
    list: async (request) => {
      const { standing, here } = await read(request);
      return standing
        .toSorted((one, other) => other.createdAt.getTime() - one.createdAt.getTime())
        .map(({ id, ipAddress, userAgent, createdAt, expiresAt }) => ({
          id,
          current: id === here,
          address: ipAddress || null,
          agent: userAgent || null,
          createdAt: createdAt.toISOString(),
          expiresAt: expiresAt.toISOString(),
        }));
    },
    end: async (request, id) => {
      const { standing, internalAdapter } = await read(request);
      const found = standing.find((session) => session.id === id);
      if (found === undefined) throw new Problem('not_found', 'You have no session with this id; it may have ended.');
      await internalAdapter.deleteSession(found.token);
    },
  };
}
