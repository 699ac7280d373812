import { randomBytes } from 'node:crypto';
import { makeOwnerLink } from '../../flows/sign-in/owner-link.ts';
import type { FairleadServer } from '../../server.ts';
import { listOrganizations } from '../../store/doors.ts';
import type { DemoNotes } from './folder.ts';

/** Somebody to look around as; the password is another one in every demo, since a server may be reachable by others. */
export const newOwner = (): Pick<DemoNotes, 'email' | 'password'> => ({
  email: 'owner@haldencoffee.example',
  password: randomBytes(9).toString('base64url'),
});

/** Lets the owner in as the first of any installation is: by a link, over HTTP. */
export async function letOwnerIn({ app, desk }: FairleadServer, { email, password }: DemoNotes): Promise<void> {
  const [organization] = await listOrganizations(desk.engine.store);
  if (organization === undefined) throw new Error('the demo has no organization');
  const link = await makeOwnerLink(desk, { organizationId: organization.id, actor: 'cli' });
  const token = /[\w-]+$/.exec(link)?.[0];
  const payload = { token, name: 'Olivia Halden', email, password };
  const answer = await app.inject({ method: 'POST', url: '/auth/first-run', payload });
  if (answer.statusCode !== 200) throw new Error(`the demo's owner was refused: ${answer.body}`);
}
