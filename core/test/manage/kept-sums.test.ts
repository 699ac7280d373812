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
import { editing, type Scope } from '../../src/store/session.ts';
import { testDesk } from './fixtures/desk.ts';

const { desk: bare, organization } = await testDesk(t);
const { models } = registries(load([cps(), tiers()]));
const desk: Desk = { ...bare, engine: { ...bare.engine, rules: { ...bare.engine.rules, models } } };
const plain = { models: { cps: { rate: 200_000 } } };
const asking = { models: { tiers: { measure: 'count', steps: [{ sales: 3, rate: 250_000 }] } } };

const kept = async (scope: Scope, id: string) =>
  editing(desk.engine.store, scope, async (em) => {
    const { tiered, budgeted } = await em.findOneOrFail(Campaign, { id });
    return { tiered, budgeted };
  });

void t.test('C5: a campaign that is made with a budget, or is given one, keeps what is spent', async (t) => {
  const { scope } = await organization();
  const members = { name: 'Main', state: 'active', destinationUrl: 'https://example.com/' } as const;
  const commission = { ...plain, budget: { amount: { unit: 1_000_000, currency: 'USD' }, per: 'all' } } as const;
  const made = await createCampaign(desk, scope, { ...members, slug: 'made', terms: { commission } });
  t.same(await kept(scope, made.id), { tiered: false, budgeted: true });
  const given = await createCampaign(desk, scope, { ...members, slug: 'given', terms: { commission: plain } });
  t.same(await kept(scope, given.id), { tiered: false, budgeted: false });
  await addCampaignTerms(desk, scope, given.id, { terms: { commission } });
  t.same(await kept(scope, given.id), { tiered: false, budgeted: true });
});

void t.test('C6: once terms ask where an enrollment stands, their campaign keeps what is sold', async (t) => {
  const { scope } = await organization();
  const isTiered = async (id: string): Promise<boolean> => (await kept(scope, id)).tiered;
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
