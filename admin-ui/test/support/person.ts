import type { Page } from 'playwright-core';
import { makeOwnerLink } from '../../../core/src/flows/sign-in/owner-link.ts';
import type { House } from './server.ts';

/** Signs the page in as Ada Lovell, who owns the brand: teams are told to people, and to no key. */
export async function signIn({ server, organization, url }: House, page: Page): Promise<void> {
  const { organizationId } = organization;
  const link = await makeOwnerLink(server.desk, { organizationId, actor: 'cli' });
  const token = new URL(link).searchParams.get('token');
  const answer = await page.request.post(`${url}/auth/first-run`, {
    headers: { origin: url },
    data: { token, name: 'Ada Lovell', email: 'ada@loomwork.test', password: 'correct horse battery' },
  });
  if (!answer.ok()) throw new Error(await answer.text());
}
