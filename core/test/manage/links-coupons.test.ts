import t from 'tap';
import { changeCoupon } from '../../src/flows/manage/change-coupon.ts';
import { changeEnrollment } from '../../src/flows/manage/change-enrollment.ts';
import { changeLink } from '../../src/flows/manage/change-link.ts';
import { createAffiliate } from '../../src/flows/manage/create-affiliate.ts';
import { createCampaign } from '../../src/flows/manage/create-campaign.ts';
import { createCoupon } from '../../src/flows/manage/create-coupon.ts';
import { createLink } from '../../src/flows/manage/create-link.ts';
import { enroll } from '../../src/flows/manage/enroll.ts';
import { listCoupons, readCoupon } from '../../src/flows/manage/read-coupons.ts';
import { readEnrollment } from '../../src/flows/manage/read-enrollments.ts';
import { listLinks, readLink } from '../../src/flows/manage/read-links.ts';
import { testDesk } from './fixtures/desk.ts';

const { desk, organization } = await testDesk(t);
const page = { take: 50, sort: '-created' } as const;

async function jane(slug: string) {
  const { scope } = await organization();
  const destinationUrl = 'https://example.com/';
  const campaign = await createCampaign(desk, scope, { name: 'Main', slug: 'main', state: 'active', destinationUrl });
  const affiliate = await createAffiliate(desk, scope, { name: 'Jane', email: 'jane@example.com' });
  const members = { campaignId: campaign.id, affiliateId: affiliate.id, slug, status: 'approved' } as const;
  return { scope, enrollment: await enroll(desk, scope, members) };
}

void t.test('F10: an enrollment has many links, each with a slug and destination of its own', async (t) => {
  const { scope, enrollment } = await jane('many-links');
  const enrollmentId = enrollment.id;
  const deep = { enrollmentId, slug: 'many-pricing', name: 'Pricing', destinationUrl: 'https://example.com/pricing' };
  const link = await createLink(desk, scope, deep);
  t.match(link, { ...deep, aliases: [], url: 'https://go.example.com/r/many-pricing', version: 1 });
  t.match(await listLinks(desk, scope, { ...page, enrollmentId }), {
    data: [{ slug: 'many-pricing' }, { slug: 'many-links' }],
    total: 2,
  });
  await t.rejects(createLink(desk, scope, deep), {
    code: 'already_exists',
    extra: { field: 'slug', value: 'many-pricing' },
  });
  await t.rejects(createLink(desk, scope, { ...deep, slug: 'admin' }), { code: 'invalid_request' });

  const renamed = await changeLink(desk, scope, link.id, { slug: 'many-plans', version: 1 });
  t.match(renamed, { slug: 'many-plans', aliases: ['many-pricing'], version: 2 });
  await t.rejects(changeLink(desk, scope, link.id, { name: null, version: 1 }), { code: 'stale_version' });
  const cleared = await changeLink(desk, scope, link.id, { name: null, destinationUrl: null });
  t.match(cleared, { name: null, destinationUrl: null, version: 3 });
  t.match(await readLink(desk, scope, link.id), cleared);
  t.equal((await readEnrollment(desk, scope, enrollmentId)).slug, 'many-links', 'the enrollment keeps its own');
});

void t.test('the slug of an enrollment and of its first link are one', async (t) => {
  const { scope, enrollment } = await jane('first-link');
  const { data } = await listLinks(desk, scope, { ...page, enrollmentId: enrollment.id });
  await changeLink(desk, scope, data[0]!.id, { slug: 'first-renamed' });
  t.equal((await readEnrollment(desk, scope, enrollment.id)).slug, 'first-renamed');
  await changeEnrollment(desk, scope, enrollment.id, { slug: 'first-again' });
  t.match(await readLink(desk, scope, data[0]!.id), { slug: 'first-again', aliases: ['first-link', 'first-renamed'] });
});

void t.test('who was removed gets no new link', async (t) => {
  const { scope, enrollment } = await jane('gone-soon');
  await changeEnrollment(desk, scope, enrollment.id, { status: 'removed', reason: 'spam' });
  const link = { enrollmentId: enrollment.id, slug: 'gone-other' };
  await t.rejects(createLink(desk, scope, link), { code: 'not_creditable', extra: { status: 'removed' } });
});

void t.test('I5: codes are unique in the organization, several for one enrollment', async (t) => {
  const { scope, enrollment } = await jane('with-codes');
  const enrollmentId = enrollment.id;
  const coupon = await createCoupon(desk, scope, { enrollmentId, code: 'JANE20' });
  t.match(coupon, { code: 'JANE20', active: true, validFrom: '2026-06-01T12:00:00.000Z' });
  const taken = { code: 'already_exists', extra: { field: 'code', value: 'JANE20' } };
  await t.rejects(createCoupon(desk, scope, { enrollmentId, code: 'JANE20' }), taken);
  const early = { enrollmentId, code: 'JANE10', validFrom: '2025-01-01T00:00:00.000Z' };
  t.match(await createCoupon(desk, scope, early), { validFrom: early.validFrom });

  t.match(await changeCoupon(desk, scope, coupon.id, { active: false, version: 1 }), { active: false, version: 2 });
  await t.rejects(createCoupon(desk, scope, { enrollmentId, code: 'JANE20' }), taken, 'never given to another');
  t.match(await listCoupons(desk, scope, { ...page, active: true }), { data: [{ code: 'JANE10' }], total: 1 });
  t.match(await listCoupons(desk, scope, { ...page, code: 'JANE20' }), { data: [{ active: false }], total: 1 });
  t.match(await changeCoupon(desk, scope, coupon.id, { active: true }), { active: true, version: 3 });
  t.match(await readCoupon(desk, scope, coupon.id), { active: true });

  await changeCoupon(desk, scope, coupon.id, { active: false });
  await changeEnrollment(desk, scope, enrollmentId, { status: 'removed' });
  await t.rejects(changeCoupon(desk, scope, coupon.id, { active: true }), { code: 'not_creditable' });
});
