import { initFirstOrganization, unnamedOrganization } from '../flows/manage/init-organization.ts';
import { firstOwnerLink } from '../flows/sign-in/owner-link.ts';
import type { FairleadServer } from '../server.ts';
import { print } from './output.ts';

/**
 * On an empty database: makes the first organization, prints its API keys this once, and says what to do next. Until somebody came in, every
 * start prints a link for the owner.
 */
export async function welcome({ desk }: FairleadServer): Promise<void> {
  const made = await initFirstOrganization(desk, { name: unnamedOrganization });
  const ownerLink = await firstOwnerLink(desk);
  if (ownerLink !== null) {
    print(`
${made === null ? 'Nobody has come in yet.' : 'This is a new installation.'} Open this link to become its owner; it is good for one person, for 7 days:

  ${ownerLink}
`);
  }
  if (made === null) return;
  const { publicUrl } = desk;
  print(`It has one organization, "${unnamedOrganization}", and two API keys for programs, shown this once:

  live  ${made.liveKey.key}
  test  ${made.testKey.key}

Next, in a second terminal, a campaign that pays 20%; from there the README's five minutes go on:

  export FAIRLEAD=${publicUrl}
  export KEY=${made.liveKey.key}

  curl $FAIRLEAD/v1/campaigns -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" -d '{
    "name": "Main", "slug": "main", "state": "active", "destinationUrl": "https://example.com/",
    "terms": { "commission": { "models": { "cps": { "rate": 200000 } } } } }'

Every route, to read and to try: ${publicUrl}/docs
`);
}
