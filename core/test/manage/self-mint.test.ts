import t from 'tap';
import { changeCampaign } from '../../src/flows/manage/change-campaign.ts';
import { changeCoupon } from '../../src/flows/manage/change-coupon.ts';
import { changeEnrollment } from '../../src/flows/manage/change-enrollment.ts';
import { connectProcessor } from '../../src/flows/manage/connect-processor.ts';
import { createAffiliate } from '../../src/flows/manage/create-affiliate.ts';
import { createCampaign } from '../../src/flows/manage/create-campaign.ts';
import { createCoupon } from '../../src/flows/manage/create-coupon.ts';
import { createParentCoupon } from '../../src/flows/manage/create-parent-coupon.ts';
import { enroll } from '../../src/flows/manage/enroll.ts';
import { readCampaign } from '../../src/flows/manage/read-campaigns.ts';
import { listCoupons } from '../../src/flows/manage/read-coupons.ts';
import { selfMint } from '../../src/flows/manage/self-mint.ts';
import { refusedCode } from '../../src/domain/self-mint.ts';
import { testDesk } from './fixtures/desk.ts';
import { testMint } from './fixtures/mint.ts';

const mint = testMint();
const { desk, organization, travel } = await testDesk(t, [mint.adapter]);
const destinationUrl = 'https://example.com/';
const page = { take: 50, sort: '-created' } as const;

let brands = 0;
/** A campaign whose affiliates mint codes of their own, if `rules` are given; Jane and Bo in it. */
async function brand(rules?: object) {
  const { scope } = await organization();
  const slug = `self-${++brands}`;
  const { id: campaignId } = await createCampaign(desk, scope, {
    name: 'Main',
    slug: 'main',
    state: 'active',
    destinationUrl,
  });
  const place = async (name: string) => {
    const { id: affiliateId } = await createAffiliate(desk, scope, { name, email: `${name}@example.com` });
    return (await enroll(desk, scope, { campaignId, affiliateId, slug: `${slug}-${name}`, status: 'approved' })).id;
  };
  const [jane, bo] = [await place('jane'), await place('bo')];
  const connecting = { adapter: 'mint', mode: 'live', credentials: { signingSecret: 'first-secret' } } as const;
  const { id: connectionId } = await connectProcessor(desk, scope, connecting);
  const given = { campaignId, name: 'Ten off', percentOff: 100_000, connectionId };
  const { id: parentCouponId } = await createParentCoupon(desk, scope, given);
  if (rules !== undefined)
    await changeCampaign(desk, scope, campaignId, { selfMint: { enabled: true, parentCouponId, ...rules } });
  const own = (code: string, enrollmentId = jane) => selfMint(desk, scope, enrollmentId, `${code}-${brands}`);
  return { scope, campaignId, parentCouponId, jane, bo, own };
}

t.test('F71: off unless it is switched on, with the discount its codes give', async (t) => {
  const { scope, campaignId, parentCouponId, own } = await brand();
  t.strictSame((await readCampaign(desk, scope, campaignId)).selfMint, {
    enabled: false,
    parentCouponId: null,
    reservedWords: [],
    codesPerAffiliate: 3,
    triesPerDay: 10,
  });
  await t.rejects(own('JANE'), { code: 'self_mint_off' });
  const without = changeCampaign(desk, scope, campaignId, { selfMint: { enabled: true } });
  await t.rejects(without, { code: 'invalid_request', extra: { errors: [{ path: '/selfMint/parentCouponId' }] } });
  const { parentCouponId: theirs } = await brand();
  const foreign = changeCampaign(desk, scope, campaignId, { selfMint: { enabled: true, parentCouponId: theirs } });
  await t.rejects(foreign, { code: 'unknown_reference' });
  const on = { enabled: true, parentCouponId, reservedWords: ['acme'] };
  t.match(await changeCampaign(desk, scope, campaignId, { selfMint: on }), { selfMint: { ...on, triesPerDay: 10 } });
  const later = await changeCampaign(desk, scope, campaignId, { selfMint: { enabled: false } });
  t.match(later, { selfMint: { enabled: false, reservedWords: ['acme'] } }, 'what is left out stays');
});

t.test('F71: a code they choose is minted with the campaign’s discount', async (t) => {
  const { parentCouponId, own } = await brand({});
  const coupon = await own('SUNNY');
  t.match(coupon, { active: true, selfMinted: true, parentCouponId, processor: { state: 'active' } });
  t.match(mint.held.get(coupon.code), { active: true, asked: { discount: { off: { rate: 100_000 } } } });
  await t.rejects(own('SUNNY'), { code: 'already_exists', extra: { field: 'code' } });
});

t.test(
  'reserved words are found within a code, however it is written, and forms nobody can type are refused',
  async (t) => {
    const words = ['Acme', 'black friday', '-'];
    t.equal(refusedCode('JANE20', words), null);
    for (const [code, word] of [
      ['ACME', 'Acme'],
      ['MYACME20', 'Acme'],
      ['A-C-M-E', 'Acme'],
      ['BLACKFRIDAY24', 'black friday'],
      ['FREE', 'FREE'],
      ['S-T-A-F-F', 'STAFF'],
    ] as const)
      t.strictSame(refusedCode(code, words), { reason: 'reserved', word }, code);
    t.equal(refusedCode('FREEDOM', words), null, 'what is always reserved is so as a whole');
    for (const code of ['AB', '-AB', 'AB-', 'A B', 'ÄÖÜ', 'A'.repeat(33), 'A_B', 'ＡＢＣ'])
      t.strictSame(refusedCode(code, words), { reason: 'shape' }, code);
    t.equal(refusedCode('A'.repeat(32), words), null);
    const { own } = await brand({ reservedWords: ['acme'] });
    await t.rejects(own('ACMEJANE'), { code: 'code_reserved', extra: { field: 'code', word: 'acme' } });
    await t.rejects(own('A_B'), { code: 'invalid_request', extra: { errors: [{ path: '/code' }] } });
  },
);

t.test('so many codes each, and one that was switched off makes room', async (t) => {
  const { scope, jane, bo, own } = await brand({ codesPerAffiliate: 2 });
  const first = await own('ONE');
  await own('TWO');
  await t.rejects(own('THREE'), { code: 'too_many_codes', extra: { codes: 2, most: 2 } });
  t.match(await own('THREE', bo), { active: true }, 'another affiliate has their own');
  await createCoupon(desk, scope, { enrollmentId: jane, code: `GIFT-${brands}` });
  await changeCoupon(desk, scope, first.id, { active: false });
  t.match(await own('FOUR'), { active: true }, 'what the brand gave does not count');
  const many = await brand({ codesPerAffiliate: 1 });
  const wishes = await Promise.allSettled(['A', 'B', 'C', 'D'].map((code) => many.own(`AT-ONCE-${code}`)));
  t.equal(wishes.filter(({ status }) => status === 'fulfilled').length, 1, 'at once, one gets through');
  t.match(await listCoupons(desk, many.scope, page), { total: 1 });
});

t.test('so many wishes within 24 hours, granted or not', async (t) => {
  const { own } = await brand({ triesPerDay: 3, codesPerAffiliate: 10 });
  mint.foreign(`TAKEN-${brands}`);
  await t.rejects(own('TAKEN'), { code: 'code_taken' });
  await own('MINE');
  await t.rejects(own('MINE'), { code: 'already_exists' });
  await t.rejects(own('MORE'), { code: 'too_many_requests', extra: { retryAfter: 86_400 } });
  travel('2026-06-02T11:59:00.000Z');
  await t.rejects(own('MORE'), { code: 'too_many_requests', extra: { retryAfter: 60 } });
  travel('2026-06-02T12:00:00.000Z');
  t.match(await own('MORE'), { active: true });
});

t.test('only for who is approved in an active campaign', async (t) => {
  const { scope, campaignId, jane, bo, own } = await brand({});
  await changeEnrollment(desk, scope, jane, { status: 'paused' });
  await t.rejects(own('PAUSED'), { code: 'not_creditable' });
  await changeCampaign(desk, scope, campaignId, { state: 'closed' });
  await t.rejects(own('CLOSED', bo), { code: 'not_creditable' });
});
