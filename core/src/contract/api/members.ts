import { Type, type Static } from '@sinclair/typebox';
import { memberRoles } from './access.ts';
import { Currency, Email, Exact, Id, Instant, Nullable, OneOf, Text, Time, Version } from './values.ts';

const role = () => OneOf(memberRoles, { description: 'What they may do; each role includes those before it.' });
const twoFactor = () => Type.Boolean({ description: 'A code is asked for beside the password.' });

export const Membership = Exact(
  {
    organizationId: Id('the organization'),
    name: Text(200, { description: 'Of the organization.', examples: ['Acme'] }),
    role: role(),
    homeCurrency: Currency(),
    timeZone: Text(64, { examples: ['Europe/Berlin'] }),
  },
  { title: 'Membership' },
);
export type Membership = Static<typeof Membership>;

/** `GET /v1/me`: who is signed in, and where they belong. */
export const Me = Exact(
  {
    user: Exact(
      { id: Id('the person'), email: Email(), name: Text(200, { examples: ['Jane Doe'] }), twoFactor: twoFactor() },
      { title: 'Person' },
    ),
    memberships: Type.Array(Membership),
  },
  { title: 'Me' },
);
export type Me = Static<typeof Me>;

/** A person who belongs to the organization. */
export const Member = Exact(
  {
    id: Id('the person'),
    name: Text(200, { examples: ['Jane Doe'] }),
    email: Email(),
    role: role(),
    twoFactor: twoFactor(),
    joinedAt: Time(),
    version: Version(),
  },
  { title: 'Member' },
);
export type Member = Static<typeof Member>;

export const MemberList = Exact({ data: Type.Array(Member) }, { title: 'MemberList' });
export type MemberList = Static<typeof MemberList>;

/** `PATCH /v1/members/:id`. */
export const MemberChange = Exact({ role: role(), version: Type.Optional(Version()) }, { title: 'MemberChange' });
export type MemberChange = Static<typeof MemberChange>;

const invitation = {
  id: Id('the invitation'),
  email: Nullable(Email(), { description: 'Null: an owner link, for whoever holds it.' }),
  role: role(),
  createdAt: Time(),
  expiresAt: Instant(),
};

/** An invitation nobody has accepted yet. */
export const Invitation = Exact(
  { ...invitation, expired: Type.Boolean({ description: 'Its link works no longer.' }) },
  { title: 'Invitation' },
);
export type Invitation = Static<typeof Invitation>;

export const InvitationList = Exact({ data: Type.Array(Invitation) }, { title: 'InvitationList' });
export type InvitationList = Static<typeof InvitationList>;

/** `POST /v1/invitations`. */
export const NewInvitation = Exact({ email: Email(), role: role() }, { title: 'NewInvitation' });
export type NewInvitation = Static<typeof NewInvitation>;

/** Shown once: only the hash of the link is kept. */
export const MadeInvitation = Exact(
  {
    ...invitation,
    link: Type.String({
      description: 'The page to accept it on, to hand on yourself; shown only now.',
      examples: ['https://go.example.com/invitation?token=…'],
    }),
    mailed: Type.Boolean({ description: 'It is also on its way by mail.' }),
  },
  { title: 'MadeInvitation' },
);
export type MadeInvitation = Static<typeof MadeInvitation>;
