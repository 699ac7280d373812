import { betterAuth } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { createPasswords } from './passwords.ts';
import { passwordLength } from '../../contract/api/sign-in.ts';

export interface IdentityOptions {
  /** Connections on which better-auth runs, see store/sign-in/auth-pool.ts. */
  readonly pool: object;
  /** Where the world reaches the server. */
  readonly publicUrl: () => string;
  /** Sign cookies and seal second factors, newest first. */
  readonly secrets: readonly { readonly number: number; readonly key: string }[];
  readonly newId: () => string;
}

interface Asked {
  readonly headers: Headers;
  readonly body: object;
  readonly asResponse: true;
}

interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly twoFactorEnabled?: boolean | null;
}

/** One browser that somebody is signed in with. */
export interface Session {
  readonly id: string;
  readonly token: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly ipAddress?: string | null;
  readonly userAgent?: string | null;
}

export interface SessionAnswer {
  readonly response: { readonly user: User; readonly session: Session } | null;
  readonly headers: Headers;
}

/** What of better-auth is used. */
export interface Auth {
  readonly hashIf: ReturnType<typeof createPasswords>['hashIf'];
  handler(request: Request): Promise<Response>;
  readonly api: {
    getSession(asked: { readonly headers: Headers; readonly returnHeaders: true }): Promise<SessionAnswer>;
    enter(asked: Asked): Promise<Response>;
    setPassword(asked: Asked): Promise<Response>;
  };
  readonly $context: Promise<{
    readonly password: {
      hash(password: string): Promise<string>;
      verify(given: { readonly hash: string; readonly password: string }): Promise<boolean>;
    };
    readonly internalAdapter: {
      deleteSession(token: string): Promise<void>;
      listSessions(personId: string): Promise<readonly Session[]>;
      findUserByEmail(
        email: string,
        options: { readonly includeAccounts: true },
      ): Promise<{
        readonly user: User;
        readonly accounts: readonly { readonly providerId: string; readonly password?: string | null }[];
      } | null>;
    };
  }>;
}

const day = 86_400;
/** Never served: only called from here, for whoever a link has shown to be who they are. */
const enterPath = '/fairlead/enter';

interface EnterContext {
  readonly body?: unknown;
}

/** Starts the session of a person whom a link has proven. */
const entering = {
  id: 'fairlead',
  endpoints: {
    enter: createAuthEndpoint(enterPath, { method: 'POST', metadata: { SERVER_ONLY: true } }, async (context) => {
      const { personId } = (context as EnterContext).body as { readonly personId: string };
      const user = await context.context.internalAdapter.findUserById(personId);
      if (user === null) return context.json(null);
      const session = await context.context.internalAdapter.createSession(personId);
      await setSessionCookie(context, { session, user });
      return context.json({});
    }),
  },
};

/** Asks for the second factor after a link as after a password. */
function secondFactor() {
  const plugin = twoFactor({ issuer: 'Fairlead', totpOptions: {}, backupCodeOptions: { amount: 10 } });
  const after = plugin.hooks.after.map((hook) => ({
    ...hook,
    matcher: (context: Parameters<typeof hook.matcher>[0]) => context.path === enterPath || hook.matcher(context),
  }));
  return { ...plugin, hooks: { ...plugin.hooks, after } };
}

/**
 * better-auth, kept to who people are: password, sessions and the second factor. What stands in front of it (origins, limits, which of its
 * endpoints are open at all) is in this folder. It takes fifty megabytes and a fifth of a second to load, so it is loaded by the first who signs in.
 */
export function makeBetterAuth({ pool, publicUrl, secrets, newId }: IdentityOptions): Auth {
  const passwords = createPasswords();
  const auth = betterAuth({
    appName: 'Fairlead',
    baseURL: new URL(publicUrl()).origin,
    basePath: '/auth',
    secrets: secrets.map(({ number, key }) => ({ version: number, value: key })),
    database: pool as never,
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      password: passwords,
      minPasswordLength: passwordLength.minLength,
      maxPasswordLength: passwordLength.maxLength,
    },
    session: { expiresIn: 14 * day, updateAge: day, freshAge: 0, cookieCache: { enabled: false } },
    advanced: {
      cookiePrefix: 'fairlead',
      useSecureCookies: publicUrl().startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      // Origins are looked at before anything comes here (origin.ts).
      disableCSRFCheck: true,
      disableOriginCheck: true,
      ipAddress: { ipAddressHeaders: [addressHeader] },
      database: { generateId: () => newId() },
    },
    plugins: [secondFactor(), entering],
  });
  return Object.assign(auth as unknown as Omit<Auth, 'hashIf'>, { hashIf: passwords.hashIf });
}

/** Where the caller's address stands, as the server made it out; whatever a caller sends under this name is dropped. */
export const addressHeader = 'fairlead-caller-address';
