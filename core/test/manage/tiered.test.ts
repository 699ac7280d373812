import { cps } from '@fairlead/cps';
import { tiers } from '@fairlead/tiers';
import t from 'tap';
import { addCampaignTerms } from '../../src/flows/manage/add-campaign-terms.ts';
import { addEnrollmentTerms, addGroupTerms } from '../../src/flows/manage/add-partial-terms.ts';
import { createAffiliate } from '../../src/flows/manage/create-affiliate.ts';
import { createCampaign } from '../../src/flows/manage/create-campaign.ts';
import { createGroup } from '../../src/flows/manage/create-group.ts';
import type { Desk } from '../../src/flows/manage/desk.ts';
import { enroll } from '../../src/flows/manage/enroll.ts';
import { load, registries } from '../../src/plugins/index.ts';
import { Campaign } from '../../src/store/entities/campaign.ts';
import { editing } from '../../src/store/session.ts';
import { testDesk } from './fixtures/desk.ts';

const { desk: bare, organization } = await testDesk(t);
const { models } = registries(load([cps(), tiers()]));
const desk: Desk = { ...bare, engine: { ...bare.engine, rules: { ...bare.engine.rules, models } } };
const plain = { models: { cps: { rate: 200_000 } } };
const asking = { models: { tiers: { measure: 'count', steps: [{ sales: 3, rate: 250_000 }] } } };

void t.test('C6: once terms ask where an enrollment stands, their campaign keeps what is sold', async (t) => {
  const { scope } = await organization();
  const isTiered = async (id: string): Promise<boolean> =>
    editing(desk.engine.store, scope, async (em) => (await em.findOneOrFail(Campaign, { id })).tiered);
  const members = { state: 'active', destinationUrl: 'https://example.com/' } as const;
  const campaign = async (slug: string, commission: object): Promise<string> =>
    (await createCampaign(desk, scope, { ...members, name: slug, slug, terms: { commission } })).id;

  t.notOk(await isTiered(await campaign('plain', plain)));
  t.ok(await isTiered(await campaign('asking', asking)));

  const later = await campaign('later', plain);
  await addCampaignTerms(desk, scope, later, { terms: { commission: plain } });
  t.notOk(await isTiered(later));
  await addCampaignTerms(desk, scope, later, { terms: { commission: asking } });
  await addCampaignTerms(desk, scope, later, { terms: { commission: plain } });
  t.ok(await isTiered(later), 'what has begun goes on');

  const grouped = await campaign('grouped', plain);
  const group = await createGroup(desk, scope, { campaignId: grouped, name: 'Partners' });
  await addGroupTerms(desk, scope, group.id, { terms: plain });
  t.notOk(await isTiered(grouped));
  await addGroupTerms(desk, scope, group.id, { terms: asking });
  t.ok(await isTiered(grouped));

  const single = await campaign('single', plain);
  const jane = await createAffiliate(desk, scope, { name: 'Jane', email: 'jane@example.com' });
  const { id } = await enroll(desk, scope, { campaignId: single, affiliateId: jane.id, status: 'approved' });
  await addEnrollmentTerms(desk, scope, id, { terms: plain });
  t.notOk(await isTiered(single));
  await addEnrollmentTerms(desk, scope, id, { terms: asking });
  t.ok(await isTiered(single));
});
