import t from 'tap';
import { changeEnrollment } from '../../src/flows/manage/change-enrollment.ts';
import { createAffiliate } from '../../src/flows/manage/create-affiliate.ts';
import { createCampaign } from '../../src/flows/manage/create-campaign.ts';
import { createCoupon } from '../../src/flows/manage/create-coupon.ts';
import { createGroup } from '../../src/flows/manage/create-group.ts';
import { enroll } from '../../src/flows/manage/enroll.ts';
import { listCoupons } from '../../src/flows/manage/read-coupons.ts';
import { listEnrollments } from '../../src/flows/manage/read-enrollments.ts';
import { listLinks } from '../../src/flows/manage/read-links.ts';
import { newId } from '../../src/store/ids.ts';
import { inOrganization, type Scope } from '../../src/store/session.ts';
import { testDesk } from './fixtures/desk.ts';

const { desk, organization, travel } = await testDesk(t);
const noon = '2026-06-01T12:00:00.000Z';
const page = { take: 50, sort: '-created' } as const;

/** An organization with an active campaign, and a way to enroll new affiliates in it. */
async function programme() {
  const { scope } = await organization();
  const destinationUrl = 'https://example.com/';
  const campaign = await createCampaign(desk, scope, { name: 'Main', slug: 'main', state: 'active', destinationUrl });
  let people = 0;
  const join = async (members: Partial<Parameters<typeof enroll>[2]> & { name?: string } = {}) => {
    const number = ++people;
    const { name = `Jane the ${number}th of ${scope.organizationId.slice(-6)}`, ...rest } = members;
    const affiliate = await createAffiliate(desk, scope, { name, email: `person${number}@example.com` });
    return enroll(desk, scope, { campaignId: campaign.id, affiliateId: affiliate.id, status: 'approved', ...rest });
  };
  return { scope, campaign, join };
}

/** As decisions read it (0006_context.sql). */
async function standingAt(scope: Scope, enrollmentId: string, at: string): Promise<unknown> {
  const text = `select e ->> 'status' as status, e ->> 'campaignState' as campaign, e -> 'terms' -> 'group' ->> 'version' as "groupTerms"
    from enrollment_at($1, $2, $3, '{}') e`;
  const [row] = await inOrganization(desk.engine.store, scope, (session) =>
    session.query({ name: 'standing', text }, [scope.organizationId, enrollmentId, at]),
  );
  return row;
}

void t.test('approving opens the link; an application has none yet', async (t) => {
  const { scope, join } = await programme();
  const { id } = await join({ status: 'pending', slug: 'jane-applies' });
  t.match(await listLinks(desk, scope, { ...page, enrollmentId: id }), { total: 0 });
  t.match(await changeEnrollment(desk, scope, id, { status: 'approved' }), {
    status: 'approved',
    slug: 'jane-applies',
  });
  const link = {
    slug: 'jane-applies',
    aliases: [],
    destinationUrl: null,
    url: 'https://go.example.com/r/jane-applies',
  };
  t.match(await listLinks(desk, scope, { ...page, enrollmentId: id }), { data: [link], total: 1 });
  await changeEnrollment(desk, scope, id, { status: 'paused' });
  await changeEnrollment(desk, scope, id, { status: 'approved' });
  t.match(await listLinks(desk, scope, { ...page, enrollmentId: id }), { total: 1 }, 'the link it had is there again');
});

void t.test('I5: slugs are made from names, unique over all organizations, and reserved ones refused', async (t) => {
  const first = await programme();
  t.equal((await first.join({ name: 'Zoë Ö. Example' })).slug, 'zoe-o-example');
  t.equal((await first.join({ name: 'Zoë Ö. Example' })).slug, 'zoe-o-example-2');
  t.match((await first.join({ name: '山田太郎' })).slug, /^link-[0-9a-f]{5}$/);
  const second = await programme();
  t.equal((await second.join({ name: 'Zoë Ö. Example' })).slug, 'zoe-o-example-3', 'another organization has those');
  const same = await Promise.all([1, 2, 3].map(() => second.join({ name: 'Max Muster' })));
  t.equal(new Set(same.map(({ slug }) => slug)).size, 3, 'at the same moment too');
  await t.rejects(second.join({ slug: 'zoe-o-example' }), {
    code: 'already_exists',
    extra: { field: 'slug', value: 'zoe-o-example' },
  });
  await t.rejects(second.join({ slug: 'support' }), { code: 'invalid_request', message: /reserved/ });
});

void t.test('F10: a changed slug stays as an alias, is never given to another, and may be taken back', async (t) => {
  const { scope, join } = await programme();
  const { id } = await join({ slug: 'old-name' });
  t.match(await changeEnrollment(desk, scope, id, { slug: 'new-name' }), { slug: 'new-name', version: 2 });
  const links = async (): Promise<unknown> => (await listLinks(desk, scope, { ...page, enrollmentId: id })).data;
  t.match(await links(), [{ slug: 'new-name', aliases: ['old-name'] }]);
  await t.rejects(join({ slug: 'old-name' }), { code: 'already_exists' });
  t.match(await changeEnrollment(desk, scope, id, { slug: 'old-name' }), { slug: 'old-name' });
  t.match(await links(), [{ slug: 'old-name', aliases: ['new-name'] }]);
});

void t.test('an application whose slug was taken meanwhile is approved under another', async (t) => {
  const { scope, join } = await programme();
  const { id } = await join({ status: 'pending', slug: 'wanted-slug' });
  await join({ slug: 'wanted-slug' });
  await t.rejects(changeEnrollment(desk, scope, id, { status: 'approved' }), {
    code: 'already_exists',
    extra: { field: 'slug', value: 'wanted-slug' },
  });
  const approved = await changeEnrollment(desk, scope, id, { status: 'approved', slug: 'other-slug' });
  t.match(approved, { status: 'approved', slug: 'other-slug' });
});

void t.test('statuses: illegal moves are refused, naming the legal ones', async (t) => {
  const { scope, join } = await programme();
  const { id } = await join({ status: 'pending' });
  await t.rejects(changeEnrollment(desk, scope, id, { status: 'paused' }), {
    code: 'illegal_transition',
    extra: { legal: ['approved', 'rejected'] },
  });
  t.match(await changeEnrollment(desk, scope, id, { status: 'rejected', reason: 'no site' }), { status: 'rejected' });
  await t.rejects(changeEnrollment(desk, scope, id, { status: 'approved' }), {
    code: 'illegal_transition',
    extra: { legal: [] },
  });
});

void t.test('A6: removing takes the codes back', async (t) => {
  const { scope, join } = await programme();
  const { id } = await join();
  await createCoupon(desk, scope, { enrollmentId: id, code: 'JANE20' });
  await changeEnrollment(desk, scope, id, { status: 'removed' });
  t.match(await listCoupons(desk, scope, { ...page, enrollmentId: [id] }), {
    data: [{ code: 'JANE20', active: false }],
  });
  await t.rejects(createCoupon(desk, scope, { enrollmentId: id, code: 'JANE30' }), { code: 'not_creditable' });
});

void t.test('A10: status and group are read as of when something happened', async (t) => {
  const { scope, campaign, join } = await programme();
  t.teardown(() => travel(noon));
  const gold = await createGroup(desk, scope, { campaignId: campaign.id, name: 'Gold', terms: { holdDays: 7 } });
  const { id } = await join();
  travel('2026-06-10T00:00:00.000Z');
  await changeEnrollment(desk, scope, id, { status: 'paused' });
  travel('2026-06-20T00:00:00.000Z');
  await changeEnrollment(desk, scope, id, { groupId: gold.id, validFrom: '2026-06-05T00:00:00.000Z' });

  t.match(await standingAt(scope, id, '2026-06-04T00:00:00Z'), { status: 'approved', groupTerms: null });
  t.match(await standingAt(scope, id, '2026-06-06T00:00:00Z'), { status: 'approved', groupTerms: '1' });
  t.match(await standingAt(scope, id, '2026-06-15T00:00:00Z'), { status: 'paused', groupTerms: '1' });
  t.match(await standingAt(scope, id, '2026-05-31T00:00:00Z'), { status: 'pending', campaign: 'draft' });
});

void t.test('A10: a brand that moves over approves from a time that lies back', async (t) => {
  const { scope, join } = await programme();
  const early = await join({ validFrom: '2024-01-01T00:00:00.000Z' });
  t.match(await standingAt(scope, early.id, '2024-01-01T00:00:00Z'), { status: 'approved' });
  const { id } = await join({ status: 'pending' });
  await changeEnrollment(desk, scope, id, { status: 'approved', validFrom: '2025-01-01T00:00:00.000Z' });
  t.match(await standingAt(scope, id, '2024-12-31T23:59:59Z'), { status: 'pending' });
  t.match(await standingAt(scope, id, '2025-06-01T00:00:00Z'), { status: 'approved' });
  t.match(await standingAt(scope, id, '2026-06-02T00:00:00Z'), { status: 'approved' }, 'the application is overruled');
});

void t.test('A10: changes within one millisecond hold in the order they were made', async (t) => {
  const { scope, join } = await programme();
  const { id } = await join({ status: 'pending' });
  for (const status of ['approved', 'paused', 'approved', 'paused'] as const) {
    await changeEnrollment(desk, scope, id, { status });
    t.match(await standingAt(scope, id, noon), { status });
  }
});

/** A payment as settlement leaves it, told at `told`. */
async function putPayment(scope: Scope, told: string, occurredAt: string, closed = false): Promise<string> {
  const id = newId(Date.parse(told));
  const text = `insert into payment (organization_id, id, kind, mode, state, occurred_at, closed)
    values ($1, $2, 'payment', 'live', 'uncredited', $3, $4)`;
  await inOrganization(desk.engine.store, scope, (session) =>
    session.query({ name: 'put_payment', text }, [scope.organizationId, id, occurredAt, closed]),
  );
  return id;
}

const queued = async (scope: Scope): Promise<readonly unknown[]> =>
  inOrganization(desk.engine.store, scope, (session) =>
    session.query({ name: 'queued', text: 'select payment_id as id, reason from revisit order by 1' }, []),
  );

void t.test('A8: what happened since a change that lies back is looked at again, where it is open', async (t) => {
  const { scope, join } = await programme();
  const { id } = await join({ status: 'pending' });
  const since = await putPayment(scope, '2026-05-03T00:00:00Z', '2026-05-02T00:00:00Z');
  await putPayment(scope, '2026-05-03T00:00:00Z', '2026-04-30T23:59:59Z');
  await putPayment(scope, '2026-05-03T00:00:00Z', '2026-05-02T00:00:00Z', true);
  await changeEnrollment(desk, scope, id, { status: 'approved', validFrom: '2026-05-01T00:00:00.000Z' });
  t.same(await queued(scope), [{ id: since, reason: 'enrollment_changed' }]);
});

void t.test('A8: so is the sale of a clock that runs ahead, when something changes now', async (t) => {
  const { scope, join } = await programme();
  const { id } = await join();
  await putPayment(scope, noon, '2026-06-01T11:59:59.999Z');
  const ahead = await putPayment(scope, noon, '2026-06-01T12:03:00.000Z');
  await changeEnrollment(desk, scope, id, { status: 'paused' });
  t.same(await queued(scope), [{ id: ahead, reason: 'enrollment_changed' }]);
});

void t.test('a group and a second place in a campaign', async (t) => {
  const { scope, campaign, join } = await programme();
  const { scope: _, campaign: elsewhere } = await programme();
  const enrolled = await join();
  const again = { campaignId: campaign.id, affiliateId: enrolled.affiliateId, status: 'approved' } as const;
  await t.rejects(enroll(desk, scope, again), {
    code: 'already_exists',
    extra: { field: 'affiliateId', value: enrolled.affiliateId },
  });
  await t.rejects(enroll(desk, scope, { ...again, campaignId: elsewhere.id }), {
    code: 'unknown_reference',
    extra: { errors: [{ in: 'body', path: '/campaignId' }] },
  });
  const second = await createCampaign(desk, scope, {
    name: '2',
    slug: 'second',
    state: 'active',
    destinationUrl: 'https://x.io/',
  });
  const group = await createGroup(desk, scope, { campaignId: second.id, name: 'Gold' });
  await t.rejects(changeEnrollment(desk, scope, enrolled.id, { groupId: group.id }), { message: /another campaign/ });
  t.match(await enroll(desk, scope, { ...again, campaignId: second.id, groupId: group.id }), { groupId: group.id });
  t.match(await listEnrollments(desk, scope, { ...page, affiliateId: [enrolled.affiliateId] }), { total: 2 });
  t.match(await listEnrollments(desk, scope, { ...page, groupId: [group.id], status: ['approved'] }), { total: 1 });
});
