import { initFirstOrganization } from '../flows/manage/init-organization.ts';
import type { FairleadServer } from '../server.ts';
import { print } from './output.ts';

/** On an empty database: makes the first organization, prints its API keys this once, and says what to do next. */
export async function welcome({ desk }: FairleadServer): Promise<void> {
  const made = await initFirstOrganization(desk, { name: 'My brand' });
  if (made === null) return;
  const { publicUrl } = desk;
  print(`
This is a new installation. It has one organization, "My brand", and two API keys, shown this once:

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
