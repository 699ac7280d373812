import t from 'tap';
import { changeParentCoupon } from '../../src/flows/manage/change-parent-coupon.ts';
import { connectProcessor } from '../../src/flows/manage/connect-processor.ts';
import { createAffiliate } from '../../src/flows/manage/create-affiliate.ts';
import { createCampaign } from '../../src/flows/manage/create-campaign.ts';
import { createCoupon } from '../../src/flows/manage/create-coupon.ts';
import { createParentCoupon } from '../../src/flows/manage/create-parent-coupon.ts';
import { enroll } from '../../src/flows/manage/enroll.ts';
import { listCoupons } from '../../src/flows/manage/read-coupons.ts';
import { listParentCoupons, readParentCoupon } from '../../src/flows/manage/read-parent-coupons.ts';
import { newId } from '../../src/store/ids.ts';
import { testDesk } from './fixtures/desk.ts';

const { desk, organization, travel } = await testDesk(t);
const page = { take: 50, sort: '-created' } as const;
const destinationUrl = 'https://example.com/';

/** A brand with two campaigns, and Jane in the first. */
async function brand(slug: string) {
  const { scope } = await organization();
  const campaign = await createCampaign(desk, scope, { name: 'Main', slug: 'main', state: 'active', destinationUrl });
  const other = await createCampaign(desk, scope, { name: 'Other', slug: 'other', state: 'active', destinationUrl });
  const affiliate = await createAffiliate(desk, scope, { name: 'Jane', email: 'jane@example.com' });
  const members = { campaignId: campaign.id, affiliateId: affiliate.id, slug, status: 'approved' } as const;
  const { id: enrollmentId } = await enroll(desk, scope, members);
  return { scope, campaignId: campaign.id, otherId: other.id, enrollmentId };
}

void t.test(
  'F70: a parent coupon owns the discount, and codes of an enrollment inherit it, several each',
  async (t) => {
    const { scope, campaignId, enrollmentId } = await brand('parent-one');
    const percent = { campaignId, name: '20% off', percentOff: 200_000, duration: 'months', months: 3 } as const;
    const parent = await createParentCoupon(desk, scope, percent);
    t.match(parent, { ...percent, amountOff: null, currency: null, expiresAt: null, codes: 0, archived: false });
    const amount = { campaignId, name: 'Five off', amountOff: 500, currency: 'EUR', maxRedemptions: 10 };
    t.match(await createParentCoupon(desk, scope, { ...amount, expiresAt: '2026-09-01T00:00:00.000Z' }), {
      ...amount,
      percentOff: null,
      duration: 'once',
      expiresAt: '2026-09-01T00:00:00.000Z',
    });
    for (const code of ['JANE20', 'JANE-B'])
      t.equal(
        (await createCoupon(desk, scope, { enrollmentId, code, parentCouponId: parent.id })).parentCouponId,
        parent.id,
      );
    t.equal((await createCoupon(desk, scope, { enrollmentId, code: 'LOOSE' })).parentCouponId, null);
    t.equal((await readParentCoupon(desk, scope, parent.id)).codes, 2);
    t.match(await listCoupons(desk, scope, { ...page, parentCouponId: [parent.id] }), { total: 2 });
    t.match(await listParentCoupons(desk, scope, { ...page, campaignId }), {
      data: [
        { name: 'Five off', codes: 0 },
        { name: '20% off', codes: 2 },
      ],
      total: 2,
    });
  },
);

void t.test(
  'F70: once a code was made from it the discount is immutable; its name and whether more are made are not',
  async (t) => {
    const { scope, campaignId, enrollmentId } = await brand('parent-two');
    const parent = await createParentCoupon(desk, scope, { campaignId, name: 'Twenty', percentOff: 200_000 });
    const changed = await changeParentCoupon(desk, scope, parent.id, {
      percentOff: null,
      amountOff: 500,
      currency: 'USD',
      version: 1,
    });
    t.match(changed, { percentOff: null, amountOff: 500, version: 2 }, 'until then it is free');
    await createCoupon(desk, scope, { enrollmentId, code: 'JANE5', parentCouponId: parent.id });
    for (const change of [
      { amountOff: 600 },
      { currency: 'EUR' },
      { duration: 'forever' },
      { maxRedemptions: 3 },
      { expiresAt: '2027-01-01T00:00:00.000Z' },
    ] as const) {
      const refused = { code: 'parent_coupon_in_use', extra: { codes: 1, fields: Object.keys(change) } };
      await t.rejects(changeParentCoupon(desk, scope, parent.id, change), refused, Object.keys(change)[0] ?? '');
    }
    const same = await changeParentCoupon(desk, scope, parent.id, { amountOff: 500, name: 'Five off' });
    t.match(same, { name: 'Five off', amountOff: 500 });
    t.match(await changeParentCoupon(desk, scope, parent.id, { archived: true }), { archived: true });
    const more = createCoupon(desk, scope, { enrollmentId, code: 'JANE6', parentCouponId: parent.id });
    await t.rejects(more, { code: 'parent_coupon_ended', extra: { archived: true } });
    t.match(await listParentCoupons(desk, scope, { ...page, archived: false }), { total: 0 });
  },
);

void t.test('a code and a change of the discount at the same moment: one of them wins', async (t) => {
  const { scope, campaignId, enrollmentId } = await brand('parent-race');
  for (let round = 0; round < 8; round++) {
    const parent = await createParentCoupon(desk, scope, { campaignId, name: 'Race', percentOff: 100_000 });
    const [code, change] = await Promise.allSettled([
      createCoupon(desk, scope, { enrollmentId, code: `RACE${round}`, parentCouponId: parent.id }),
      changeParentCoupon(desk, scope, parent.id, { percentOff: 900_000 }),
    ]);
    t.equal(code.status, 'fulfilled');
    const { percentOff, codes } = await readParentCoupon(desk, scope, parent.id);
    t.equal(codes, 1);
    t.equal(percentOff, change.status === 'fulfilled' ? 900_000 : 100_000);
    await t.rejects(changeParentCoupon(desk, scope, parent.id, { percentOff: 500_000 }), {
      code: 'parent_coupon_in_use',
    });
  }
});

void t.test('what cannot go together, or belongs elsewhere, is refused by its place', async (t) => {
  const { scope, campaignId, otherId, enrollmentId } = await brand('parent-bad');
  const bad = (path: string, given: object) =>
    t.rejects(
      createParentCoupon(desk, scope, { campaignId, name: 'Bad', percentOff: 100_000, ...given }),
      { code: 'invalid_request', extra: { errors: [{ path }] } },
      JSON.stringify(given),
    );
  await bad('/percentOff', { amountOff: 500, currency: 'USD' });
  await bad('/percentOff', { percentOff: null });
  await bad('/currency', { percentOff: null, amountOff: 500 });
  await bad('/currency', { currency: 'USD' });
  await bad('/months', { duration: 'months' });
  await bad('/months', { months: 2 });
  await bad('/expiresAt', { expiresAt: '2026-06-01T12:00:00.000Z' });
  const place = { code: 'unknown_reference', extra: { errors: [{ path: '/campaignId' }] } };
  await t.rejects(createParentCoupon(desk, scope, { campaignId: newId(), name: 'Bad', percentOff: 1 }), place);

  const elsewhere = await createParentCoupon(desk, scope, { campaignId: otherId, name: 'Theirs', percentOff: 1 });
  const foreign = createCoupon(desk, scope, { enrollmentId, code: 'JANE9', parentCouponId: elsewhere.id });
  await t.rejects(foreign, { code: 'unknown_reference', extra: { errors: [{ path: '/parentCouponId' }] } });
  const { scope: stranger } = await brand('parent-stranger');
  await t.rejects(readParentCoupon(desk, stranger, elsewhere.id), { code: 'not_found' });

  const { id: connectionId } = await connectProcessor(desk, scope, {
    adapter: 'acme',
    mode: 'live',
    credentials: { signingSecret: 'first-secret' },
  });
  const unable = createParentCoupon(desk, scope, { campaignId, name: 'Bad', percentOff: 1, connectionId });
  await t.rejects(unable, { code: 'invalid_settings', message: /Acme Pay mints no codes/ });
});

void t.test('of one that has expired no codes are made', async (t) => {
  const { scope, campaignId, enrollmentId } = await brand('parent-late');
  const expiresAt = '2026-07-01T00:00:00.000Z';
  const parent = await createParentCoupon(desk, scope, { campaignId, name: 'June', percentOff: 100_000, expiresAt });
  travel('2026-07-01T00:00:00.000Z');
  const late = createCoupon(desk, scope, { enrollmentId, code: 'LATE', parentCouponId: parent.id });
  await t.rejects(late, { code: 'parent_coupon_ended', extra: { archived: false, expiresAt } });
});
