import { Type } from '@sinclair/typebox';
import {
  AcceptBody,
  Exact,
  FirstRunBody,
  InvitationSeen,
  Joined,
  MagicLinkBody,
  OwnerLinkSeen,
  RedeemBody,
  SignedIn,
  TokenBody,
} from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import { acceptInvitation, type Entering, joinAsOwner, type Proof } from '../../flows/sign-in/join.ts';
import { lookAtInvitation, lookAtOwnerLink } from '../../flows/sign-in/look.ts';
import { signInEmail } from '../../flows/sign-in/person-email.ts';
import { redeemSignInLink, sendSignInLink } from '../../flows/sign-in/sign-in-link.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SignInDoor } from './door.ts';
import { passOn } from './told.ts';

const tags = ['Sign-in'];
const used = { problems: ['link_used'] };
const Sent = Exact({ status: Type.Boolean() }, { title: 'Sent' });

/**
 * Links that prove something, once. The link in a mail opens a page of the dashboard by GET, which uses nothing up, since what scans mail
 * follows links; only these POSTs do.
 */
export function links(app: PluginApp, door: SignInDoor): void {
  const { engine, identity, tries } = door;
  const onRequest = tries.addresses;

  /** Starts a session for who is proven, in place of the one the browser had. */
  const enter = async (request: FastifyRequest, reply: FastifyReply, personId: string): Promise<SignedIn> => {
    const told = await identity.enter(request, personId);
    const answer = passOn(reply, told, (body) =>
      body['twoFactorRedirect'] === true ? { twoFactorRedirect: true } : {},
    );
    await identity.endSession(request);
    return answer;
  };
  const enterJoined = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { organizationId, personId }: Entering,
  ): Promise<Joined> => ({ organizationId, ...(await enter(request, reply, personId)) });
  const proofOf = (request: FastifyRequest): Proof => ({
    hashPassword: identity.hashPassword,
    prove: async (email, password) => {
      const found = await identity.whoIs(request);
      if (found?.person.email === email) return found.person.id;
      if (password === undefined) return null;
      tries.account(email);
      return identity.personWith(email, password);
    },
  });

  app.post(
    '/sign-in/magic-link',
    {
      onRequest,
      schema: {
        body: MagicLinkBody,
        response: { 200: Sent },
        tags,
        summary: 'Have a link to sign in sent; the answer does not tell whether the address is known',
      },
    },
    async ({ body }) => {
      const email = signInEmail(body.email);
      tries.account(`link ${email}`);
      door.inBackground(() => sendSignInLink(door.links, email, body.callbackURL));
      door.inBackground(door.tidy);
      return { status: true };
    },
  );
  app.post(
    '/magic-link/redeem',
    {
      onRequest,
      schema: { body: RedeemBody, response: { 200: SignedIn }, tags, summary: 'Use a link up and sign in' },
      config: used,
    },
    async (request, reply) => {
      const { token, newPassword } = request.body;
      return enter(request, reply, await redeemSignInLink(door.links, token, newPassword, identity.hashPassword));
    },
  );

  app.post(
    '/first-run/look',
    {
      onRequest,
      schema: { body: TokenBody, response: { 200: OwnerLinkSeen }, tags, summary: 'See what an owner link is for' },
      config: used,
    },
    async ({ body }) => lookAtOwnerLink(engine, body.token),
  );
  app.post(
    '/first-run',
    {
      onRequest,
      schema: { body: FirstRunBody, response: { 200: Joined }, tags, summary: 'Use an owner link up: become an owner' },
      config: { problems: ['link_used', 'wrong_credentials'] },
    },
    async (request, reply) => enterJoined(request, reply, await joinAsOwner(engine, proofOf(request), request.body)),
  );
  app.post(
    '/invitation/look',
    {
      onRequest,
      schema: { body: TokenBody, response: { 200: InvitationSeen }, tags, summary: 'See what an invitation is for' },
      config: used,
    },
    async ({ body }) => lookAtInvitation(engine, body.token),
  );
  app.post(
    '/invitation/accept',
    {
      onRequest,
      schema: { body: AcceptBody, response: { 200: Joined }, tags, summary: 'Accept an invitation: join and sign in' },
      config: { problems: ['link_used', 'wrong_credentials'] },
    },
    async (request, reply) =>
      enterJoined(request, reply, await acceptInvitation(engine, proofOf(request), request.body)),
  );
}
