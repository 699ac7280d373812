import type { FastifyRequest } from 'fastify';
import {
  IdParams,
  InvitationList,
  MadeInvitation,
  Me,
  Member,
  MemberChange,
  MemberList,
  NewInvitation,
} from '../../contract/api/index.ts';
import { Problem } from '../../contract/errors.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import { invitationLetter } from '../../flows/mail/letters.ts';
import type { Mailer } from '../../flows/mail/mailer.ts';
import type { Desk } from '../../flows/manage/desk.ts';
import { readOrganization } from '../../flows/manage/organization.ts';
import { invite, listInvitations, withdrawInvitation } from '../../flows/sign-in/invitations.ts';
import { changeMember, listMembers, removeMember, type TeamScope } from '../../flows/sign-in/members.ts';
import { readMemberships } from '../../flows/sign-in/read-me.ts';

const tags = ['Team'];
const config = { peopleOnly: true } as const;

export interface TeamDeps {
  readonly desk: Desk;
  readonly mailer: Mailer;
  readonly inBackground: (work: () => Promise<void>) => void;
}

/** `/v1/me`, `/v1/members` and `/v1/invitations`: for people who are signed in, never for keys. */
export function members(app: PluginApp, { desk, mailer, inBackground }: TeamDeps): void {
  app.get(
    '/me',
    {
      schema: { response: { 200: Me }, tags, summary: 'Show who is signed in, and where they belong' },
      config: { ...config, access: 'read' },
    },
    async ({ person }) => {
      const { id, email, name, twoFactor } = person as NonNullable<typeof person>;
      return { user: { id, email, name, twoFactor }, memberships: await readMemberships(desk.engine, id) };
    },
  );
  app.get(
    '/members',
    { schema: { response: { 200: MemberList }, tags, summary: 'List who belongs to the organization' }, config },
    async ({ scope }) => listMembers(desk, scope),
  );
  app.patch(
    '/members/:id',
    {
      schema: {
        params: IdParams,
        body: MemberChange,
        response: { 200: Member },
        tags,
        summary: 'Give a member another role',
      },
      config: { ...config, problems: ['not_found', 'stale_version', 'last_owner'] },
    },
    async (request) => changeMember(desk, teamScope(request), request.params.id, request.body),
  );
  app.delete(
    '/members/:id',
    {
      schema: { params: IdParams, tags, summary: 'Take a member out of the organization' },
      config: { ...config, problems: ['not_found', 'last_owner'] },
    },
    async (request, reply) => {
      await removeMember(desk, teamScope(request), request.params.id);
      return reply.code(204).send();
    },
  );

  app.get(
    '/invitations',
    { schema: { response: { 200: InvitationList }, tags, summary: 'List invitations nobody accepted yet' }, config },
    async ({ scope }) => listInvitations(desk, scope),
  );
  app.post(
    '/invitations',
    {
      schema: {
        body: NewInvitation,
        response: { 201: MadeInvitation },
        tags,
        summary: 'Invite somebody; the link is shown only now',
      },
      config: { ...config, problems: ['already_exists'] },
    },
    async (request, reply) => {
      const scope = teamScope(request);
      const { made, mail } = await invite(desk, scope, request.body);
      const { name } = await readOrganization(desk, scope);
      if (mailer.sends) inBackground(() => mailer.send(invitationLetter(mail.to, name, made.role, mail.link)));
      return reply.code(201).send({ ...made, mailed: mailer.sends });
    },
  );
  app.delete(
    '/invitations/:id',
    {
      schema: { params: IdParams, tags, summary: 'Take an invitation back' },
      config: { ...config, problems: ['not_found'] },
    },
    async (request, reply) => {
      await withdrawInvitation(desk, teamScope(request), request.params.id);
      return reply.code(204).send();
    },
  );
}

function teamScope({ scope, person }: FastifyRequest): TeamScope {
  const role = person?.role;
  if (role === null || role === undefined) throw new Problem('people_only', 'Teams are changed by their people.');
  return { ...scope, role };
}
