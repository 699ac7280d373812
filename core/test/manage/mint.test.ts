import { Client } from 'pg';
import t from 'tap';
import { changeCoupon } from '../../src/flows/manage/change-coupon.ts';
import { changeEnrollment } from '../../src/flows/manage/change-enrollment.ts';
import { connectProcessor } from '../../src/flows/manage/connect-processor.ts';
import { createAffiliate } from '../../src/flows/manage/create-affiliate.ts';
import { createCampaign } from '../../src/flows/manage/create-campaign.ts';
import { createCoupon } from '../../src/flows/manage/create-coupon.ts';
import { createParentCoupon } from '../../src/flows/manage/create-parent-coupon.ts';
import { enroll } from '../../src/flows/manage/enroll.ts';
import { listAudit } from '../../src/flows/manage/list-audit.ts';
import { mintAgain } from '../../src/flows/manage/mint-again.ts';
import { listCoupons, readCoupon } from '../../src/flows/manage/read-coupons.ts';
import { runDueCodes } from '../../src/flows/mint/due-codes.ts';
import { testDesk } from './fixtures/desk.ts';
import { testMint } from './fixtures/mint.ts';

const mint = testMint();
const { desk, organization, database } = await testDesk(t, [mint.adapter]);
const page = { take: 50, sort: '-created' } as const;
const destinationUrl = 'https://example.com/';

const superuser = new Client({ connectionString: database.superuserUrl, options: '-c search_path=fairlead' });
await superuser.connect();
t.teardown(() => superuser.end());

/** Whatever waits is due now, and is asked about. */
async function later(): Promise<number> {
  await superuser.query(`update minted_code set due_at = now() where state = 'pending'`);
  return runDueCodes(desk);
}

let brands = 0;
/** A brand whose parent coupon is minted, and Jane; with codes of its own, since the processor is everybody's. */
async function brand(mode: 'live' | 'test' = 'live') {
  const { scope } = await organization();
  const name = `mint-${++brands}`;
  const campaign = await createCampaign(desk, scope, { name: 'Main', slug: 'main', state: 'active', destinationUrl });
  const affiliate = await createAffiliate(desk, scope, { name: 'Jane', email: 'jane@example.com' });
  const members = { campaignId: campaign.id, affiliateId: affiliate.id, slug: name, status: 'approved' } as const;
  const { id: enrollmentId } = await enroll(desk, scope, members);
  const credentials = { signingSecret: 'first-secret', apiKey: 'sk_live_secret' };
  const { id: connectionId } = await connectProcessor(desk, scope, { adapter: 'mint', mode, credentials });
  const discount = { percentOff: 125_000, duration: 'months', months: 3, maxRedemptions: 50 } as const;
  const given = { campaignId: campaign.id, name: 'Autumn', connectionId, ...discount };
  const { id: parentCouponId } = await createParentCoupon(desk, scope, given);
  const code = `${name.toUpperCase()}-A`;
  const make = (wished = code) => createCoupon(desk, scope, { enrollmentId, code: wished, parentCouponId });
  return { scope, enrollmentId, connectionId, parentCouponId, code, make };
}

const codeKnownAs = async (connectionId: string) =>
  (await superuser.query('select code_id, code from coupon_code_id where connection_id = $1', [connectionId])).rows;

void t.test('F70: a code is minted with what its parent says, and known by the id the processor gave it', async (t) => {
  const { connectionId, parentCouponId, code, make } = await brand();
  const coupon = await make();
  const { codeId, asked } = mint.held.get(code)!;
  t.match(coupon, { code, active: true, processor: { connectionId, state: 'active', codeId, problem: null } });
  t.strictSame(asked, {
    id: coupon.id,
    parentId: parentCouponId,
    code,
    discount: {
      name: 'Autumn',
      off: { kind: 'percent', rate: 125_000 },
      duration: 'months',
      months: 3,
      expiresAt: null,
      maxRedemptions: 50,
    },
  });
  t.strictSame(await codeKnownAs(connectionId), [{ code_id: codeId, code }]);
  t.equal(await later(), 0, 'nothing is left to be asked');
});

void t.test(
  'a code the processor has already, or a key it does not take, is told as that and leaves nothing behind',
  async (t) => {
    const { scope, code, make } = await brand();
    mint.foreign(code);
    await t.rejects(make(), { code: 'code_taken', extra: { processor: 'mint', field: 'code', value: code } });
    mint.held.delete(code);
    mint.trouble.push('unauthorized');
    await t.rejects(make(), { code: 'processor_credentials', extra: { processor: 'mint', reason: 'unauthorized' } });
    t.match(await listCoupons(desk, scope, page), { total: 0 });
    t.match(await make(), { active: true }, 'the code was not used up');
    const { data } = await listAudit(desk, scope, { take: 50, entity: 'coupon' });
    t.strictSame(
      data.map(({ action }) => action),
      ['update', 'insert', 'delete', 'insert', 'delete', 'insert'],
      'what was tried is in the audit',
    );
  },
);

void t.test('an answer that was lost is found again: never a second code', async (t) => {
  const { scope, code, make } = await brand();
  mint.trouble.push('lost');
  const coupon = await make();
  t.match(coupon, { active: false, processor: { state: 'minting', problem: { code: 'unavailable' } } });
  const { codeId } = mint.held.get(code)!;
  const before = mint.held.size;
  mint.trouble.push('unavailable');
  t.equal(await later(), 1);
  t.match(await readCoupon(desk, scope, coupon.id), { active: false, processor: { state: 'minting' } });
  t.equal(await later(), 1);
  t.match(await readCoupon(desk, scope, coupon.id), {
    active: true,
    processor: { state: 'active', codeId, problem: null },
  });
  t.equal(mint.held.size, before);
});

void t.test('what is tried often enough waits for somebody, who tries again', async (t) => {
  const { scope, make } = await brand();
  mint.trouble.push(...Array.from({ length: 12 }, () => 'unavailable' as const));
  const { id } = await make();
  for (let tries = 1; tries < 12; tries++) t.equal(await later(), 1);
  t.match(await readCoupon(desk, scope, id), {
    active: false,
    processor: { state: 'failed', problem: { code: 'unavailable' } },
  });
  t.equal(await later(), 0);
  t.match(await mintAgain(desk, scope, id), { active: true, processor: { state: 'active' } });
  const asked = mint.asked.length;
  t.match(await mintAgain(desk, scope, id), { processor: { state: 'active' } });
  t.equal(mint.asked.length, asked, 'what is done is not asked again');
});

void t.test('of what an adapter throws by mistake nothing is told', async (t) => {
  const { scope, make } = await brand();
  mint.trouble.push('broken');
  const { id, processor } = await make();
  t.match(processor, { state: 'minting', problem: { code: 'failed', detail: /the log of the server/ } });
  mint.trouble.push('broken');
  await t.rejects(later(), TypeError, 'it is told to the log');
  t.notMatch(JSON.stringify(await readCoupon(desk, scope, id)), 'sk_live');
  const { rows } = await superuser.query(
    `select problem::text, (select string_agg(after::text, '') from audit) as audit from minted_code`,
  );
  t.notMatch(JSON.stringify(rows), 'sk_live');
  await later();
});

void t.test('switched off it is ended at the processor; on again it is redeemable there first', async (t) => {
  const { scope, code, make } = await brand();
  const { id } = await make();
  t.match(await changeCoupon(desk, scope, id, { active: false }), {
    active: false,
    processor: { state: 'deactivated' },
  });
  t.equal(mint.held.get(code)?.active, false);
  mint.trouble.push('unavailable');
  t.match(await changeCoupon(desk, scope, id, { active: true }), { active: false, processor: { state: 'minting' } });
  t.match(await later(), 1);
  t.match(await readCoupon(desk, scope, id), { active: true, processor: { state: 'active' } });
  t.equal(mint.held.get(code)?.active, true);

  mint.trouble.push('unauthorized');
  const refused = { code: 'processor_credentials' };
  await t.rejects(changeCoupon(desk, scope, id, { active: false }), refused);
  t.match(
    await readCoupon(desk, scope, id),
    { active: false, processor: { state: 'not_deactivated' } },
    'here it is off',
  );
  t.match(await mintAgain(desk, scope, id), { active: false, processor: { state: 'deactivated' } });
});

void t.test('A6: codes of who is removed are ended at the processor, those that are being minted too', async (t) => {
  const { scope, enrollmentId, code, make } = await brand();
  const { id } = await make();
  mint.trouble.push('lost');
  const { id: unanswered } = await make(`${code}-B`);
  await changeEnrollment(desk, scope, enrollmentId, { status: 'removed' });
  t.match(await readCoupon(desk, scope, id), { active: false, processor: { state: 'deactivating' } });
  t.equal(await later(), 2);
  for (const one of [id, unanswered])
    t.match(await readCoupon(desk, scope, one), { active: false, processor: { state: 'deactivated' } });
  t.strictSame([mint.held.get(code)?.active, mint.held.get(`${code}-B`)?.active], [false, false]);
  await t.rejects(changeCoupon(desk, scope, id, { active: true }), { code: 'not_creditable' });
});

void t.test('who is removed while the processor is asked gets no code that credits', async (t) => {
  const { scope, enrollmentId, code, make } = await brand();
  const release = mint.hold();
  const making = make();
  while (!mint.asked.includes(`mint ${code}`)) await new Promise((resolve) => setTimeout(resolve, 5));
  await changeEnrollment(desk, scope, enrollmentId, { status: 'removed' });
  release();
  const { id } = await making;
  t.match(await readCoupon(desk, scope, id), { active: false, processor: { state: 'deactivating', codeId: /promo_/ } });
  await later();
  t.match(await readCoupon(desk, scope, id), { active: false, processor: { state: 'deactivated' } });
  t.equal(mint.held.get(code)?.active, false);
});

void t.test('several hands at one code mint it once', async (t) => {
  const { scope, code, make } = await brand();
  mint.trouble.push('unavailable');
  const { id } = await make();
  const before = mint.held.size;
  await Promise.all([mintAgain(desk, scope, id), mintAgain(desk, scope, id), later(), later()]);
  await later();
  t.match(await readCoupon(desk, scope, id), { active: true, processor: { state: 'active' } });
  t.equal(mint.held.size, before + 1);
  t.equal(mint.held.get(code)?.active, true);
});

void t.test('C9: a test key has no live processor make a code', async (t) => {
  const { scope, enrollmentId, parentCouponId, code, make } = await brand();
  const tester = { ...scope, mode: 'test' as const };
  const refused = { code: 'key_out_of_scope' };
  await t.rejects(createCoupon(desk, tester, { enrollmentId, parentCouponId, code }), refused);
  const { id } = await make();
  await t.rejects(changeCoupon(desk, tester, id, { active: false }), refused);
  const testing = await brand('test');
  const given = { enrollmentId: testing.enrollmentId, parentCouponId: testing.parentCouponId, code: testing.code };
  t.match(await createCoupon(desk, { ...testing.scope, mode: 'test' }, given), { active: true });
});

void t.test('one that is minted nowhere has nothing to be asked', async (t) => {
  const { scope, enrollmentId, code } = await brand();
  const { id, processor } = await createCoupon(desk, scope, { enrollmentId, code });
  t.equal(processor, null);
  await t.rejects(mintAgain(desk, scope, id), { code: 'invalid_settings' });
});
