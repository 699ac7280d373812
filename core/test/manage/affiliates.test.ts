import t from 'tap';
import { addEnrollmentTerms, addGroupTerms } from '../../src/flows/manage/add-partial-terms.ts';
import { changeAffiliate } from '../../src/flows/manage/change-affiliate.ts';
import { changeGroup } from '../../src/flows/manage/change-group.ts';
import { createAffiliate } from '../../src/flows/manage/create-affiliate.ts';
import { createCampaign } from '../../src/flows/manage/create-campaign.ts';
import { createGroup } from '../../src/flows/manage/create-group.ts';
import { enroll } from '../../src/flows/manage/enroll.ts';
import { listEnrollmentTerms, listGroupTerms } from '../../src/flows/manage/list-terms.ts';
import { summariseAffiliates, summariseEnrollments } from '../../src/flows/manage/summaries.ts';
import { listAffiliates, readAffiliate } from '../../src/flows/manage/read-affiliates.ts';
import { listGroups, readGroup } from '../../src/flows/manage/read-groups.ts';
import { testDesk } from './fixtures/desk.ts';

const { desk, organization } = await testDesk(t);
const page = { take: 50, sort: '-created' } as const;
const draft = (slug: string) => ({ name: slug, slug, state: 'draft', destinationUrl: 'https://example.com/' }) as const;

void t.test('A5: one affiliate for one address, however it is typed; it is shown as typed', async (t) => {
  const { scope } = await organization();
  const jane = await createAffiliate(desk, scope, { name: 'Jane Doe', email: ' Jane.Doe@BÜCHER.example ' });
  t.match(jane, { email: 'Jane.Doe@BÜCHER.example', version: 1 });
  const again = { name: 'Impostor', email: 'jane.doe@xn--bcher-kva.example' };
  const taken = { code: 'already_exists', extra: { field: 'email', value: again.email } };
  await t.rejects(createAffiliate(desk, scope, again), taken);
  const other = await createAffiliate(desk, scope, { name: 'Other', email: 'other@example.com' });
  await t.rejects(changeAffiliate(desk, scope, other.id, { email: again.email }), taken);
  t.match(await changeAffiliate(desk, scope, jane.id, { email: again.email, name: 'Jane' }), {
    ...again,
    name: 'Jane',
  });
  await t.rejects(createAffiliate(desk, scope, { name: 'X', email: 'no address' }), { code: 'invalid_request' });
  const elsewhere = await organization();
  await createAffiliate(desk, elsewhere.scope, again);
});

void t.test('affiliates are found by who they are and where they are enrolled', async (t) => {
  const { scope } = await organization();
  const [first, second] = [
    await createCampaign(desk, scope, draft('one')),
    await createCampaign(desk, scope, draft('two')),
  ];
  const people = ['Ada 100%', 'Bob_1', 'Cyd'];
  const affiliates = [];
  for (const [n, name] of people.entries()) {
    affiliates.push(await createAffiliate(desk, scope, { name, email: `p${n}@example.com` }));
  }
  const [ada, bob] = affiliates;
  await enroll(desk, scope, { campaignId: first.id, affiliateId: ada!.id, status: 'approved' });
  await enroll(desk, scope, { campaignId: second.id, affiliateId: ada!.id, status: 'pending' });
  await enroll(desk, scope, { campaignId: second.id, affiliateId: bob!.id, status: 'approved' });

  const names = async (filter: object): Promise<string[]> => {
    const { data, total } = await listAffiliates(
      desk,
      { ...scope, mode: 'live' },
      { ...page, sort: 'name', ...filter },
    );
    t.equal(total, data.length);
    return data.map(({ name }) => name);
  };
  t.same(await names({}), people);
  t.same(await names({ email: ' P0@EXAMPLE.com' }), ['Ada 100%']);
  t.same(await names({ email: 'nobody' }), []);
  t.same(await names({ q: 'aDa' }), ['Ada 100%']);
  t.same(await names({ q: '%' }), ['Ada 100%'], 'a percent sign is a percent sign');
  t.same(await names({ q: '_' }), ['Bob_1']);
  t.same(await names({ q: '\\' }), []);
  t.same(await names({ campaignId: [second.id] }), ['Ada 100%', 'Bob_1']);
  t.same(await names({ campaignId: [second.id], status: ['approved'] }), ['Bob_1']);
  t.same(await names({ status: ['approved'] }), ['Ada 100%', 'Bob_1']);
  t.same(await names({ status: ['paused'] }), []);
  t.same(await names({ q: 'DA-100' }), ['Ada 100%'], 'by part of a slug');
  t.match(await summariseAffiliates(desk, scope, {}), {
    count: 3,
    byStatus: { approved: 2, pending: 1, paused: 0, none: 1 },
  });
  t.match(await summariseAffiliates(desk, scope, { campaignId: [second.id], status: ['approved'] }), {
    count: 1,
    byStatus: { approved: 1, pending: 1, none: 0 },
  });
  t.match(await summariseEnrollments(desk, scope, { status: ['approved'] }), { count: 2, byStatus: { pending: 1 } });
  t.match(await readAffiliate(desk, scope, ada!.id), { name: 'Ada 100%' });
});

void t.test('C1: groups and enrollments have versions of terms of their own', async (t) => {
  const { scope } = await organization();
  const campaign = await createCampaign(desk, scope, draft('one'));
  const terms = { holdDays: 10 };
  const group = await createGroup(desk, scope, { campaignId: campaign.id, name: 'Gold', terms });
  t.match(await listGroupTerms(desk, scope, group.id, page), { data: [{ number: 1, terms }], total: 1 });
  t.match(await addGroupTerms(desk, scope, group.id, { terms: {} }), { number: 2, terms: {} });

  const affiliate = await createAffiliate(desk, scope, { name: 'Jane', email: 'jane@example.com' });
  const place = { campaignId: campaign.id, affiliateId: affiliate.id, groupId: group.id, status: 'approved' } as const;
  const { id } = await enroll(desk, scope, { ...place, terms: { base: 'gross' } });
  const later = { terms: { holdDays: 5 }, validFrom: '2026-12-01T00:00:00.000Z' };
  t.match(await addEnrollmentTerms(desk, scope, id, later), { number: 2, validFrom: later.validFrom });
  t.match(await listEnrollmentTerms(desk, scope, id, page), {
    data: [{ number: 2 }, { number: 1, terms: { base: 'gross' } }],
  });
  await t.rejects(addEnrollmentTerms(desk, scope, id, { terms: {}, after: 1 }), { code: 'stale_version' });
  await t.rejects(addGroupTerms(desk, scope, group.id, { terms: {}, after: 0 }), { code: 'stale_version' });
  const broken = { terms: { models: { broken: {} } } };
  await t.rejects(addEnrollmentTerms(desk, scope, id, broken), { code: 'invalid_terms' });
  await t.rejects(addGroupTerms(desk, scope, campaign.id, later), { code: 'not_found' });
});

void t.test('groups are renamed, one name once in a campaign', async (t) => {
  const { scope } = await organization();
  const [one, two] = [await createCampaign(desk, scope, draft('one')), await createCampaign(desk, scope, draft('two'))];
  const gold = await createGroup(desk, scope, { campaignId: one.id, name: 'Gold' });
  await createGroup(desk, scope, { campaignId: two.id, name: 'Gold' });
  const taken = { code: 'already_exists', extra: { field: 'name', value: 'Gold' } };
  await t.rejects(createGroup(desk, scope, { campaignId: one.id, name: 'Gold' }), taken);
  const silver = await createGroup(desk, scope, { campaignId: one.id, name: 'Silver' });
  await t.rejects(changeGroup(desk, scope, silver.id, { name: 'Gold' }), taken);
  t.match(await changeGroup(desk, scope, gold.id, { name: 'Platinum', version: 1 }), { name: 'Platinum', version: 2 });
  t.match(await readGroup(desk, scope, gold.id), { name: 'Platinum' });
  t.match(await listGroups(desk, scope, { ...page, sort: 'name', campaignId: one.id }), {
    data: [{ name: 'Platinum' }, { name: 'Silver' }],
    total: 2,
  });
});
