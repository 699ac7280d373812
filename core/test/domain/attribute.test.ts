import t from 'tap';
import type { AttributionStrategy, EvidenceView, Finding } from '../../src/contract/attribution.ts';
import { attribute, creditable, FaultyStrategy, orderOf, viewOf } from '../../src/domain/attribute.ts';
import type { Found } from '../../src/domain/context.ts';
import { reducePayment } from '../../src/domain/payment.ts';
import type { StoredFact } from '../../src/domain/stored-fact.ts';
import { defaultAttribution, defaultOrder } from '../../src/domain/terms.ts';
import { enrollment, found, hour, lead, pass, received, stored, strategies, strategy, whole } from './build.ts';

const paid = reducePayment([received()]);
const [anna, bob, carl] = [enrollment('anna'), enrollment('bob'), enrollment('carl')];
const enrollments = [anna, bob, carl];

const coupon = (enrollmentId: string | null) => ({ given: 'save', code: 'SAVE', enrollmentId });
const slug = (enrollmentId: string | null) => ({ slug: 'x', enrollmentId });
const lock = (enrollmentId: string, at = hour(-24)) => ({ enrollmentId, paymentId: 'p0', at });
const click = (enrollmentId: string) => ({
  given: 'c1',
  visits: [{ id: 'c1', enrollmentId, at: hour(-1), windowDays: 60, counts: true, reason: null }],
});

const decide = (
  evidence: Partial<Found>,
  state = paid,
  loaded: ReadonlyMap<string, AttributionStrategy> = strategies,
) => attribute({ found: found({ enrollments, ...evidence }), state, strategies: loaded });

const outcomes = ({ asked }: ReturnType<typeof attribute>) =>
  asked
    .filter(({ reason }) => reason !== 'not_loaded')
    .map((step) => `${step.strategy} ${step.outcome} ${step.reason}`);

const named = (campaign: string) => reducePayment([received({ evidence: { campaign } })]);

t.test('A1: the first evidence naming a creditable enrollment wins; the rest is asked for the trace', async (t) => {
  const decision = decide({ coupons: [coupon('anna')], clicks: [click('bob')], slugs: [slug(null)] });
  t.match(decision, { outcome: 'credited', reason: 'credited', method: 'coupon', strategy: 'coupon' });
  t.same(decision.shares, [{ enrollmentId: 'anna', weight: 1_000_000 }]);
  t.same(outcomes(decision), [
    'subscription_lock passed no_hint',
    'coupon claimed seen',
    'customer_lock passed no_hint',
    'click outranked seen',
    'slug passed no_hint',
    'lead_email passed no_hint',
  ]);
  t.match(decision.asked[3], { values: { enrollmentId: 'bob' } });
  t.same(
    decision.asked.map((step) => step.strategy),
    defaultOrder,
    'steps without a plugin are named too',
  );
  t.match(decision.asked.at(-2), { strategy: 'lead_processor_id', outcome: 'passed', reason: 'not_loaded' });
});

t.test('A1: with coupon-over-click off the coupon is asked right after the slug', async (t) => {
  t.same(orderOf({ order: ['coupon', 'click', 'slug', 'lead_email'], couponOverClick: false }), [
    'click',
    'slug',
    'coupon',
    'lead_email',
  ]);
  t.same(
    orderOf({ order: ['slug', 'lead_email', 'coupon'], couponOverClick: false }),
    ['slug', 'coupon', 'lead_email'],
    'wherever it stood',
  );
  t.same(orderOf({ order: ['coupon', 'click', 'click'], couponOverClick: true }), ['coupon', 'click'], 'each once');
  t.same(
    orderOf({ order: ['click', 'slug'], couponOverClick: false }),
    ['click', 'slug'],
    'a step left out is not asked',
  );
  const off = enrollment('anna', { attribution: { couponOverClick: false } });
  const decision = decide({
    enrollments: [off, { ...bob, terms: off.terms }],
    coupons: [coupon('anna')],
    clicks: [click('bob')],
  });
  t.match(decision, { method: 'link', shares: [{ enrollmentId: 'bob' }] });
});

t.test('A1: the order in force is that of the campaign A1 itself would credit first', async (t) => {
  const summer = enrollment('sue', {
    campaignId: 'summer',
    campaignSlug: 'summer',
    attribution: { order: ['slug', 'coupon', 'click'], model: 'linear' },
  });
  const seen: EvidenceView[] = [];
  const loaded = new Map([...strategies, ['click', strategy('click', (view) => (seen.push(view), pass))]]);
  const both = { enrollments: [anna, summer], coupons: [coupon('sue')], slugs: [slug('anna')] };
  t.match(
    decide(both, paid, loaded),
    { strategy: 'slug', shares: [{ enrollmentId: 'anna' }] },
    'the coupon of summer led, so its order holds',
  );
  t.equal(seen.at(-1)?.model, 'linear', 'and its click model');
  t.match(decide({ ...both, coupons: [coupon('anna')], slugs: [slug('sue')] }), {
    strategy: 'coupon',
    shares: [{ enrollmentId: 'anna' }],
  });
  t.same(
    decide({ enrollments: [anna, summer] }, named('summer')).asked.map((step) => step.strategy),
    ['slug', 'coupon', 'click'],
    'nobody led',
  );
});

t.test('A1: a lock that stops the asking decides whose order is in force, too', async (t) => {
  const gone = enrollment('sue', {
    campaignId: 'summer',
    status: 'removed',
    attribution: { order: ['slug', 'subscription_lock'] },
  });
  const decision = decide({ enrollments: [gone, anna], subscriptionLock: lock('sue'), slugs: [slug('anna')] });
  t.match(decision, { strategy: 'slug', shares: [{ enrollmentId: 'anna' }] });
});

t.test('A1: evidence that cannot be credited is passed over with its reason', async (t) => {
  const paused = enrollment('anna', { status: 'paused' });
  const decision = decide({ enrollments: [paused, bob], coupons: [coupon('anna')], clicks: [click('bob')] });
  t.match(decision, { method: 'link', shares: [{ enrollmentId: 'bob' }] });
  t.match(decision.asked[1], {
    outcome: 'passed_over',
    reason: 'enrollment_paused',
    values: { enrollmentId: 'anna', code: 'SAVE', found: 'seen' },
  });
  t.match(decide({ enrollments: [paused], coupons: [coupon('anna')] }), {
    outcome: 'nobody',
    reason: 'enrollment_paused',
    shares: [],
  });
  t.match(decide({}), { outcome: 'nobody', reason: 'no_evidence', method: null, strategy: null });
});

t.test('I1: when nobody is credited, the reason is the nearest miss, not that there was no evidence', async (t) => {
  const unknown = strategy('click', () => ({ outcome: 'pass', reason: 'unknown_click', values: {} }));
  const loaded = new Map([...strategies, ['click', unknown]]);
  t.match(decide({}, paid, loaded), { outcome: 'nobody', reason: 'unknown_click' });
  const paused = enrollment('anna', { status: 'paused' });
  const passedOver = decide({ enrollments: [paused], slugs: [slug('anna')] }, paid, loaded);
  t.match(
    passedOver,
    { outcome: 'nobody', reason: 'enrollment_paused' },
    'who was named comes before what led nowhere',
  );
});

t.test('A4, A6: a lock is not passed on: one that cannot be credited stops the asking', async (t) => {
  const removed = enrollment('anna', { status: 'removed' });
  const decision = decide({ enrollments: [removed, bob], subscriptionLock: lock('anna'), coupons: [coupon('bob')] });
  t.match(decision, { outcome: 'nobody', reason: 'enrollment_removed', shares: [], strategy: null });
  t.match(decision.asked[0], { outcome: 'stopped', reason: 'enrollment_removed', values: { enrollmentId: 'anna' } });
  t.match(decision.asked[1], { outcome: 'outranked' });
  t.match(decide({ subscriptionLock: lock('anna'), coupons: [coupon('bob')] }), {
    strategy: 'subscription_lock',
    shares: [{ enrollmentId: 'anna' }],
  });
  t.match(
    decide({ customerLock: lock('anna'), coupons: [coupon('bob')] }),
    { strategy: 'coupon' },
    'another’s coupon takes this payment',
  );
  t.match(
    decide({ customerLock: lock('anna'), clicks: [click('bob')] }),
    { strategy: 'customer_lock' },
    'clicks never do',
  );
});

t.test('A4: the customer lock ends with the lock time of the campaign of its enrollment', async (t) => {
  const locked = (lockDays: number | null, at: string) =>
    viewOf(
      found({ enrollments: [enrollment('anna', { attribution: { lockDays } })], customerLock: lock('anna', at) }),
      paid,
    ).customerLock;
  t.equal(locked(null, hour(0))?.until, undefined, 'without end');
  t.equal(locked(30, '2026-02-01T10:00:00Z')?.until, '2026-03-03T10:00:00.000Z');
  const ended = {
    enrollments: [enrollment('anna', { attribution: { lockDays: 1 } }), bob],
    customerLock: lock('anna', hour(-24)),
    clicks: [click('bob')],
  };
  t.match(decide(ended), { strategy: 'click', shares: [{ enrollmentId: 'bob' }] }, '[t, t + days)');
  t.match(decide({ ...ended, customerLock: lock('anna', hour(-23)) }), { strategy: 'customer_lock' });
});

t.test('A6, A10: who may be credited, as of occurred_at', async (t) => {
  const reason = (given: Parameters<typeof enrollment>[1], state = paid) => {
    const may = creditable(enrollment('anna', given), state);
    return may.creditable ? null : may.reason;
  };
  t.equal(reason({}), null);
  for (const status of ['pending', 'paused', 'rejected', 'removed'] as const)
    t.equal(reason({ status }), `enrollment_${status}`);
  t.equal(reason({ campaignState: 'draft' }), 'campaign_draft');
  t.equal(reason({ campaignState: 'archived' }), 'campaign_archived');
  t.equal(reason({ campaignState: 'closed' }), null, 'earlier clicks, leads and locks go on');
  t.equal(reason({}, named('main')), null, 'by id');
  t.equal(reason({}, named('Main-Slug')), null, 'by slug');
  t.equal(reason({}, named('summer')), 'other_campaign');
});

t.test('A7: self-referral is kept as denied, whichever evidence won, and no other evidence is asked', async (t) => {
  const self = enrollment('anna', { selfReferral: true });
  for (const evidence of [
    { coupons: [coupon('anna')] },
    { clicks: [click('anna')] },
    { subscriptionLock: lock('anna') },
  ]) {
    const decision = decide({ enrollments: [self, bob], slugs: [slug('bob')], ...evidence });
    t.match(decision, {
      outcome: 'denied',
      reason: 'self_referral',
      shares: [{ enrollmentId: 'anna', weight: 1_000_000 }],
    });
    t.equal(decision.asked.at(-1)?.outcome, 'claimed');
  }
  const buyer = decide({ enrollments: [self, bob], coupons: [coupon('bob')], clicks: [click('anna')] });
  t.match(buyer, { outcome: 'credited', shares: [{ enrollmentId: 'bob' }] }, 'evidence that lost denies nothing');
});

t.test('A11: a person’s assignment outranks all evidence', async (t) => {
  const assigned = stored(
    { type: 'credit.assigned', occurredAt: hour(5), enrollmentId: 'carl' },
    { actor: 'user:u1', reason: 'asked' },
  );
  const decision = decide({ coupons: [coupon('anna')] }, reducePayment([received(), assigned]));
  t.match(decision, {
    outcome: 'credited',
    reason: 'assigned',
    method: 'manual',
    strategy: null,
    shares: [{ enrollmentId: 'carl' }],
  });
  t.match(decision.asked[1], { strategy: 'coupon', outcome: 'outranked' });
});

t.test('I2, R5, C2: nobody is asked for what is no payment yet, or no money', async (t) => {
  const evidence = { coupons: [coupon('anna')] };
  const reason = (...facts: StoredFact[]) => decide(evidence, reducePayment(facts));
  t.match(reason(received({ tentative: true })), { outcome: 'nobody', reason: 'tentative', asked: [] });
  t.match(reason(received({ amount: 0n })), { outcome: 'nobody', reason: 'no_money', asked: [] });
  t.match(reason(), { outcome: 'nobody', reason: 'no_payment', asked: [] });
  t.match(reason(lead()), { outcome: 'credited', method: 'coupon' }, 'a lead needs no money');
});

t.test('A3: a claim may be shared; its method may differ from its strategy’s', async (t) => {
  const shares = [
    { enrollmentId: 'bob', weight: 400_000 },
    { enrollmentId: 'anna', weight: 600_000 },
  ];
  const linear = new Map([['click', strategy('click', () => whole('bob', { shares, method: 'linear' }))]]);
  t.match(decide({}, paid, linear), { outcome: 'credited', method: 'linear', shares });
  const half = { enrollments: [bob, enrollment('anna', { status: 'paused' })] };
  t.match(decide(half, paid, linear), { outcome: 'nobody', reason: 'enrollment_paused' });
});

t.test('a strategy that breaks its contract is named, never skipped', async (t) => {
  const faulty = (decided: () => Finding) => () =>
    decide({ coupons: [coupon('anna')] }, paid, new Map([...strategies, ['slug', strategy('slug', decided)]]));
  const claims = (shares: { enrollmentId: string; weight: number }[]) => faulty(() => whole('anna', { shares }));
  t.throws(
    faulty(() => {
      throw new TypeError('boom');
    }),
    { name: 'FaultyStrategy', strategy: 'slug' },
  );
  t.throws(claims([{ enrollmentId: 'zoe', weight: 1_000_000 }]), FaultyStrategy, 'nobody named her');
  t.throws(claims([{ enrollmentId: 'toString', weight: 1_000_000 }]), FaultyStrategy);
  t.throws(claims([{ enrollmentId: 'anna', weight: 999_999 }]), FaultyStrategy);
  t.throws(claims([]), FaultyStrategy);
  t.throws(
    claims([
      { enrollmentId: 'anna', weight: 1_500_000 },
      { enrollmentId: 'bob', weight: -500_000 },
    ]),
    FaultyStrategy,
  );
  t.throws(
    claims([
      { enrollmentId: 'anna', weight: 500_000 },
      { enrollmentId: 'anna', weight: 500_000 },
    ]),
    FaultyStrategy,
  );
});

t.test('strategies see evidence as it stood, and what may be credited', async (t) => {
  const view = viewOf(
    found({ enrollments: [anna, enrollment('bob', { status: 'paused' })] }),
    reducePayment([lead()]),
    { ...defaultAttribution, model: 'first_click' },
  );
  t.match(view, {
    kind: 'lead',
    occurredAt: hour(0),
    model: 'first_click',
    enrollments: { anna: { creditable: true }, bob: { creditable: false, reason: 'enrollment_paused' } },
  });
  t.throws(() => viewOf(found(), reducePayment([])), RangeError);
});
