import { EndSessionBody, Exact, OwnSessionList, PersonNameBody } from '../../contract/api/index.ts';
import { Type } from '@sinclair/typebox';
import type { PluginApp } from '../../contract/plugin.ts';
import type { SignInDoor } from './door.ts';
import { passOn } from './told.ts';

const tags = ['Sign-in'];
const Done = Exact({ status: Type.Boolean() }, { title: 'Done' });
const done = () => ({ status: true });

/** What somebody who is signed in says of themselves, and the browsers they are signed in with. */
export function account(app: PluginApp, { identity }: SignInDoor): void {
  app.post(
    '/name',
    {
      schema: { body: PersonNameBody, response: { 200: Done }, tags, summary: 'Change your name' },
      config: { problems: ['not_signed_in'] },
    },
    async (request, reply) =>
      passOn(reply, await identity.forward(request, '/update-user', { name: request.body.name }), done),
  );
  app.get(
    '/sessions',
    {
      schema: { response: { 200: OwnSessionList }, tags, summary: 'List where you are signed in' },
      config: { problems: ['not_signed_in'] },
    },
    async (request) => ({ data: [...(await identity.own.list(request))] }),
  );
  app.post(
    '/sessions/end',
    {
      schema: { body: EndSessionBody, response: { 200: Done }, tags, summary: 'Sign out one browser' },
      config: { problems: ['not_signed_in', 'not_found'] },
    },
    async (request) => {
      await identity.own.end(request, request.body.id);
      return done();
    },
  );
}
