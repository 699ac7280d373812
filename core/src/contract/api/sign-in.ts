import { Type, type Static } from '@sinclair/typebox';
import { memberRoles } from './access.ts';
import { Currency, Email, Exact, Id, Nullable, OneOf, Text, Time } from './values.ts';

/** Passwords of people: any characters; length is what makes them hard to guess. */
export const passwordLength = { minLength: 10, maxLength: 128 } as const;

const newPassword = () => Type.String({ ...passwordLength, description: '10 to 128 characters.' });
const password = () => Type.String({ minLength: 1, maxLength: 128 });
const token = () =>
  Type.String({ minLength: 1, maxLength: 200, description: 'From the query of the link that was mailed or shown.' });
const personName = () => Text(200, { examples: ['Jane Doe'] });
const code = (description: string) => Type.String({ minLength: 1, maxLength: 40, description });

export const TokenBody = Exact({ token: token() }, { title: 'TokenBody' });
export type TokenBody = Static<typeof TokenBody>;

/** `POST /auth/sign-in/email`. */
export const SignInBody = Exact(
  {
    email: Email(),
    password: password(),
    rememberMe: Type.Optional(Type.Boolean({ description: 'False: only until the browser is closed.' })),
  },
  { title: 'SignInBody' },
);
export type SignInBody = Static<typeof SignInBody>;

/** Either signed in, or a code is asked for first: `POST /auth/two-factor/verify-totp`. */
export const SignedIn = Exact({ twoFactorRedirect: Type.Optional(Type.Boolean()) }, { title: 'SignedIn' });
export type SignedIn = Static<typeof SignedIn>;

/** `POST /auth/sign-in/magic-link`. */
export const MagicLinkBody = Exact(
  {
    email: Email(),
    callbackURL: Type.Optional(
      Type.String({
        maxLength: 500,
        pattern: '^/(?![/\\\\])[^\\p{Cc}\\\\]*$',
        description: 'Where the page of the link goes on to, a path of this server.',
        examples: ['/sales'],
      }),
    ),
  },
  { title: 'MagicLinkBody' },
);
export type MagicLinkBody = Static<typeof MagicLinkBody>;

/** `POST /auth/magic-link/redeem`. */
export const RedeemBody = Exact(
  { token: token(), newPassword: Type.Optional(newPassword()) },
  { title: 'RedeemBody', description: 'With `newPassword`: replaces one that was forgotten.' },
);
export type RedeemBody = Static<typeof RedeemBody>;

/** `POST /auth/first-run/look`: what an owner link is for. */
export const OwnerLinkSeen = Exact(
  {
    organization: Type.Optional(Text(200, { description: 'Its name; left out while it has none of its own.' })),
    homeCurrency: Currency(),
    timeZone: Text(64),
    settled: Type.Boolean({ description: 'Somebody belongs to it already: it keeps its name, currency and zone.' }),
  },
  { title: 'OwnerLinkSeen' },
);
export type OwnerLinkSeen = Static<typeof OwnerLinkSeen>;

/** `POST /auth/first-run`: uses an owner link up. */
export const FirstRunBody = Exact(
  {
    token: token(),
    name: personName(),
    email: Email(),
    password: newPassword(),
    organization: Type.Optional(
      Exact(
        { name: Text(200, { examples: ['Acme'] }), homeCurrency: Currency(), timeZone: Text(64) },
        { title: 'FirstOrganization', description: 'Kept only where nobody belongs to it yet.' },
      ),
    ),
  },
  { title: 'FirstRunBody' },
);
export type FirstRunBody = Static<typeof FirstRunBody>;

/** `POST /auth/invitation/look`. */
export const InvitationSeen = Exact(
  {
    organization: Text(200, { examples: ['Acme'] }),
    email: Email(),
    role: OneOf(memberRoles),
    account: Type.Boolean({
      description: 'The address has an account: accepting takes its password, or being signed in.',
    }),
  },
  { title: 'InvitationSeen' },
);
export type InvitationSeen = Static<typeof InvitationSeen>;

/** `POST /auth/invitation/accept`. */
export const AcceptBody = Exact(
  {
    token: token(),
    name: Type.Optional(personName()),
    password: Type.Optional(
      Type.String({ minLength: 1, maxLength: 128, description: 'A new one: 10 to 128 characters.' }),
    ),
  },
  { title: 'AcceptBody' },
);
export type AcceptBody = Static<typeof AcceptBody>;

/** Where somebody joined; signed in, or a code is asked for first. */
export const Joined = Exact(
  { organizationId: Id('the organization'), twoFactorRedirect: Type.Optional(Type.Boolean()) },
  { title: 'Joined' },
);
export type Joined = Static<typeof Joined>;

export const ChangePasswordBody = Exact(
  { currentPassword: password(), newPassword: newPassword(), revokeOtherSessions: Type.Optional(Type.Boolean()) },
  { title: 'ChangePasswordBody', description: 'Ends all other sessions.' },
);
export type ChangePasswordBody = Static<typeof ChangePasswordBody>;

export const SetPasswordBody = Exact(
  { newPassword: newPassword() },
  { title: 'SetPasswordBody', description: 'For an account that has none.' },
);
export type SetPasswordBody = Static<typeof SetPasswordBody>;

export const PasswordBody = Exact({ password: password() }, { title: 'PasswordBody' });
export type PasswordBody = Static<typeof PasswordBody>;

export const TotpBody = Exact(
  { code: code('Six digits of the authenticator.'), trustDevice: Type.Optional(Type.Boolean()) },
  { title: 'TotpBody' },
);
export type TotpBody = Static<typeof TotpBody>;

export const BackupCodeBody = Exact(
  { code: code('One of the backup codes.'), trustDevice: Type.Optional(Type.Boolean()) },
  { title: 'BackupCodeBody' },
);
export type BackupCodeBody = Static<typeof BackupCodeBody>;

/** `POST /auth/name`: what others here read. */
export const PersonNameBody = Exact({ name: personName() }, { title: 'PersonNameBody' });
export type PersonNameBody = Static<typeof PersonNameBody>;

/** One browser a person is signed in with. Its token is told to nobody. */
export const OwnSession = Exact(
  {
    id: Id('the session'),
    current: Type.Boolean({ description: 'The one that asks.' }),
    address: Nullable(Type.String({ description: 'IP address it began from.' })),
    agent: Nullable(Type.String({ description: 'What the browser called itself.' })),
    createdAt: Time(),
    expiresAt: Time({ description: 'Unless it is used before: then later.' }),
  },
  { title: 'OwnSession' },
);
export type OwnSession = Static<typeof OwnSession>;

/** `GET /auth/sessions`, the newest first. */
export const OwnSessionList = Exact({ data: Type.Array(OwnSession) }, { title: 'OwnSessionList' });
export type OwnSessionList = Static<typeof OwnSessionList>;

/** `POST /auth/sessions/end`. */
export const EndSessionBody = Exact({ id: Id('the session') }, { title: 'EndSessionBody' });
export type EndSessionBody = Static<typeof EndSessionBody>;

/** `POST /auth/two-factor/enable`: shown only now. */
export interface SecondFactorBegun {
  /** For the authenticator, also as a QR code. */
  readonly totpURI: string;
  readonly backupCodes: readonly string[];
}
