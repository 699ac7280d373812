import type { FastifyBaseLogger } from 'fastify';
import type { Engine } from './flows/engine.ts';
import { createMailer, type LogMail, type Mail, type Mailer } from './flows/mail/mailer.ts';
import { readRoles } from './flows/sign-in/read-me.ts';
import { createIdentity } from './http/auth/identity.ts';
import type { SignInDoor } from './http/auth/door.ts';
import { createTryLimits } from './http/auth/limits.ts';
import type { People } from './http/auth/people.ts';
import { createLimit } from './http/rate-limits.ts';
import type { Config } from './plugins/index.ts';
import { newId } from './store/ids.ts';
import type { Sealer } from './store/sealing.ts';
import { openAuthPool } from './store/sign-in/auth-pool.ts';
import { forgetExpired } from './store/sign-in/sign-in-links.ts';

export interface SignInOptions {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly sealer: Sealer;
  readonly publicUrl: () => string;
  readonly engine: Engine;
  readonly onLost: (error: Error) => void;
  readonly onTrouble: (error: Error) => void;
  readonly logMail: LogMail;
}

export interface OpenSignIn {
  readonly people: People;
  readonly door: SignInDoor;
  readonly mailer: Mailer;
  readonly inBackground: SignInDoor['inBackground'];
  /** What is in the background is finished first. */
  close(): Promise<void>;
}

/** Puts together what people sign in by. Nothing is loaded or connected before somebody does. */
export function openSignIn(options: SignInOptions): OpenSignIn {
  const { config, engine, publicUrl, sealer } = options;
  const { signIn, signInAccount } = config.http.limits;
  const now = (): number => engine.now().getTime();
  const pool = openAuthPool(options.databaseUrl, options.onLost);
  const mailer = createMailer(config.mail, options.logMail);
  const identity = createIdentity({ pool, publicUrl, secrets: sealer.derive('fairlead sign-in'), newId });
  const running = new Set<Promise<void>>();
  const inBackground = (work: () => Promise<void>): void => {
    const going = work().catch(options.onTrouble);
    running.add(going);
    void going.finally(() => running.delete(going));
  };
  return {
    people: { identity, origin: () => new URL(publicUrl()).origin, rolesOf: readRoles(engine) },
    door: {
      engine,
      identity,
      links: { pool, mailer, publicUrl, now: engine.now },
      tries: createTryLimits(createLimit(signIn, now), createLimit(signInAccount, now)),
      tidy: () => forgetExpired(pool),
      inBackground,
    },
    mailer,
    inBackground,
    close: async () => {
      await Promise.all(running);
      await pool.end();
    },
  };
}

/** A link that no mail carries is in the log, whatever its level, so that nobody is locked out. */
export function logMail(log: FastifyBaseLogger | undefined, { to, subject, link }: Mail, error: Error | null): void {
  if (error === null) log?.warn({ to, link }, `no mail is set up, hand this on: ${subject}`);
  else log?.error({ err: error, to, link }, `a mail could not be sent, hand this on: ${subject}`);
}
