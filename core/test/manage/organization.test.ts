import t from 'tap';
import { changeCampaign } from '../../src/flows/manage/change-campaign.ts';
import { createAffiliate } from '../../src/flows/manage/create-affiliate.ts';
import { createCampaign } from '../../src/flows/manage/create-campaign.ts';
import { initFirstOrganization, initOrganization } from '../../src/flows/manage/init-organization.ts';
import { listAudit } from '../../src/flows/manage/list-audit.ts';
import { changeOrganization, readOrganization } from '../../src/flows/manage/organization.ts';
import { listApiKeys } from '../../src/flows/manage/read-api-keys.ts';
import { listOrganizations } from '../../src/store/doors.ts';
import { testDesk } from './fixtures/desk.ts';

const { desk, organization } = await testDesk(t);

void t.test('servers that start at once on an empty database make one organization', async (t) => {
  const starts = await Promise.all([1, 2, 3].map(() => initFirstOrganization(desk, { name: 'First' })));
  t.equal(starts.filter((made) => made !== null).length, 1);
  t.match(await listOrganizations(desk.engine.store), [{ name: 'First' }]);
  t.equal(await initFirstOrganization(desk, { name: 'Second' }), null);
});

void t.test('an organization begins with a live and a test key that may do everything', async (t) => {
  const { organizationId, liveKey, testKey } = await initOrganization(desk, {
    name: 'Acme',
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
  });
  const scopes = ['track', 'read', 'manage'];
  t.match(liveKey, { mode: 'live', scopes, key: /^fl_live_/ });
  t.match(testKey, { mode: 'test', scopes, key: /^fl_test_/ });
  const scope = { organizationId, actor: `key:${liveKey.id}` };
  const shown = { name: 'Acme', homeCurrency: 'EUR', timeZone: 'Europe/Berlin', graceDays: 0, version: 1 };
  t.match(await readOrganization(desk, scope), shown);
  t.match(await listApiKeys(desk, scope, { take: 50, sort: 'created' }), { total: 2 });
});

void t.test('an organization that cannot be made leaves nothing behind', async (t) => {
  const before = await listOrganizations(desk.engine.store);
  await t.rejects(initOrganization(desk, { name: 'Acme', timeZone: 'Middle/Earth' }), { code: 'invalid_request' });
  await t.rejects(initOrganization(desk, { name: ' ' }), { code: 'invalid_request' });
  await t.rejects(initOrganization(desk, { name: 'Acme', currency: 'XYZ' }), { code: 'invalid_request' });
  t.same(await listOrganizations(desk.engine.store), before);
});

void t.test('settings change under their version', async (t) => {
  const { scope } = await organization();
  const change = { name: 'Acme Inc.', homeCurrency: 'GBP', timeZone: 'Asia/Tokyo', graceDays: 5, version: 1 };
  t.match(await changeOrganization(desk, scope, change), { ...change, version: 2 });
  await t.rejects(changeOrganization(desk, scope, { name: 'X', version: 1 }), { code: 'stale_version' });
  for (const timeZone of ['+02:00', 'Nowhere', '']) {
    await t.rejects(changeOrganization(desk, scope, { timeZone }), { code: 'invalid_request' });
  }
});

void t.test('F140: the audit tells who changed what and why, the newest first', async (t) => {
  const { scope } = await organization();
  const destinationUrl = 'https://example.com/';
  const { id } = await createCampaign(desk, scope, { name: 'Main', slug: 'main', state: 'active', destinationUrl });
  await changeCampaign(desk, scope, id, { state: 'closed', reason: 'season is over' });
  await createAffiliate(desk, { ...scope, actor: 'user:42' }, { name: 'Jane Doe', email: 'jane@example.com' });

  const all = await listAudit(desk, scope, { take: 200 });
  t.equal(all.nextCursor, null);
  t.match(all.data[0], { entity: 'affiliate', actor: 'user:42', after: { name: 'masked', email: 'masked' } });
  t.notMatch(JSON.stringify(all), /jane|Jane/);
  const campaign = await listAudit(desk, scope, { take: 200, entity: 'campaign', entityId: id });
  t.match(campaign.data, [
    {
      action: 'update',
      actor: scope.actor,
      reason: 'season is over',
      before: { state: 'active' },
      after: { state: 'closed' },
    },
    { action: 'insert', reason: null, before: null, after: { slug: 'main' } },
  ]);
  t.equal((await listAudit(desk, scope, { take: 200, actor: 'user:42' })).data.length, 1);
  t.same((await listAudit(desk, scope, { take: 200, since: new Date(Date.now() + 60_000).toISOString() })).data, []);

  const walked = [];
  let cursor: string | undefined;
  do {
    const { data, nextCursor } = await listAudit(desk, scope, { take: 2, ...(cursor !== undefined && { cursor }) });
    walked.push(...data);
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
  t.same(walked, all.data);
  for (const wrong of ['x', '-1', '1e3', '9'.repeat(19)]) {
    await t.rejects(listAudit(desk, scope, { take: 2, cursor: wrong }), { code: 'invalid_request' });
  }
});
