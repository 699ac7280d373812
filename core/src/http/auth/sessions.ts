import { Type } from '@sinclair/typebox';
import {
  BackupCodeBody,
  ChangePasswordBody,
  Exact,
  PasswordBody,
  SetPasswordBody,
  SignedIn,
  SignInBody,
  TotpBody,
} from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import { signInEmail } from '../../flows/sign-in/person-email.ts';
import type { SignInDoor } from './door.ts';
import { passOn } from './told.ts';

const tags = ['Sign-in'];
const Done = Exact({ status: Type.Boolean() }, { title: 'Done' });
const Session = Type.Unsafe<unknown>({ description: 'The person and until when; null: nobody.' });
const signedIn = (body: Readonly<Record<string, unknown>>): SignedIn =>
  body['twoFactorRedirect'] === true ? { twoFactorRedirect: true } : {};
const done = () => ({ status: true });

/** Password, second factor and the end of sessions: what better-auth does, as far as it is open. Tokens stay in cookies. */
export function sessions(app: PluginApp, { identity, inBackground, tidy, tries }: SignInDoor): void {
  const tried = { onRequest: tries.addresses };
  app.post(
    '/sign-in/email',
    {
      ...tried,
      schema: { body: SignInBody, response: { 200: SignedIn }, tags, summary: 'Sign in with a password' },
      config: { problems: ['wrong_credentials'] },
    },
    async (request, reply) => {
      const email = signInEmail(request.body.email);
      tries.account(email);
      const told = await identity.forward(request, '/sign-in/email', { ...request.body, email });
      const answer = passOn(reply, told, signedIn);
      await identity.endSession(request);
      inBackground(tidy);
      return answer;
    },
  );
  app.post('/sign-out', { schema: { response: { 200: Done }, tags, summary: 'Sign out' } }, async (request, reply) =>
    passOn(reply, await identity.forward(request, '/sign-out'), done),
  );
  app.get(
    '/get-session',
    { schema: { response: { 200: Session }, tags, summary: 'Show the session' } },
    async (request, reply) => {
      const session = passOn(reply, await identity.forward(request, '/get-session'), withoutToken);
      return reply.type('application/json; charset=utf-8').serializer(JSON.stringify).send(session);
    },
  );
  app.post(
    '/revoke-sessions',
    { schema: { response: { 200: Done }, tags, summary: 'Sign out everywhere' } },
    async (request, reply) => {
      passOn(reply, await identity.forward(request, '/revoke-sessions'), done);
      return passOn(reply, await identity.forward(request, '/sign-out'), done);
    },
  );
  app.post(
    '/change-password',
    {
      ...tried,
      schema: { body: ChangePasswordBody, response: { 200: Done }, tags, summary: 'Change the password' },
      config: { problems: ['wrong_password'] },
    },
    async (request, reply) => {
      const body = { ...request.body, revokeOtherSessions: true };
      return passOn(reply, await identity.forward(request, '/change-password', body), done);
    },
  );
  app.post(
    '/set-password',
    {
      ...tried,
      schema: { body: SetPasswordBody, response: { 200: Done }, tags, summary: 'Set the first password' },
      config: { problems: ['illegal_transition'] },
    },
    async (request, reply) => passOn(reply, await identity.setPassword(request, request.body.newPassword), done),
  );

  const factor = (path: string, summary: string, problems: readonly string[] = ['wrong_password']) => ({
    path: `/two-factor/${path}`,
    options: { ...tried, schema: { tags, summary }, config: { problems } },
  });
  const enable = factor('enable', 'Begin with a second factor: secret and backup codes, shown only now');
  const disable = factor('disable', 'End the second factor');
  const uri = factor('get-totp-uri', 'Show the secret of the second factor again');
  const codes = factor('generate-backup-codes', 'Make new backup codes; those of before end');
  for (const { path, options } of [enable, disable, uri, codes]) {
    app.post(path, { ...options, schema: { ...options.schema, body: PasswordBody } }, async (request, reply) =>
      passOn(reply, await identity.forward(request, path, request.body), withoutToken),
    );
  }
  const totp = factor('verify-totp', 'Give the code of the authenticator', ['wrong_code']);
  app.post(totp.path, { ...totp.options, schema: { ...totp.options.schema, body: TotpBody } }, async (request, reply) =>
    passOn(reply, await identity.forward(request, totp.path, request.body), done),
  );
  const backup = factor('verify-backup-code', 'Give a backup code, which is used up', ['wrong_code']);
  app.post(
    backup.path,
    { ...backup.options, schema: { ...backup.options.schema, body: BackupCodeBody } },
    async (request, reply) => passOn(reply, await identity.forward(request, backup.path, request.body), done),
  );
}

/** Scripts need no token of a session, so none reads one. */
function withoutToken(body: Readonly<Record<string, unknown>>): object | null {
  if (!('session' in body)) {
    const { token: _, ...rest } = body;
    return Object.keys(rest).length === 0 ? null : rest;
  }
  const { token: _, ...session } = body['session'] as Record<string, unknown>;
  return { ...body, session };
}
