import t from 'tap';
import { defaultOrder } from '../../src/domain/terms.ts';
import { noon, paid, signedUp } from '../../src/testing/facts.ts';
import type { Scenario } from '../../src/testing/scenario.ts';
import { after, before } from '../../src/testing/time.ts';
import { house } from './house.ts';

const rooms = await house(t);
const names = ['sub', 'coupon', 'lock', 'click', 'slug', 'external', 'processor', 'email'];
const everybody = { affiliates: names.map((name) => ({ name, coupons: [`${name}10`] })) };

/** A payment for which each kind of evidence names an affiliate of its own. Answers who was credited with it. */
async function contested(s: Scenario, left: readonly string[] = names): Promise<string | undefined> {
  const earlier = before(noon, { days: 5 });
  const by = (name: string) => ({ slugs: [s.slug(name)] });
  const has = (name: string): boolean => left.includes(name);
  if (has('sub')) await s.deliver(paid('s1', { occurredAt: earlier, subscription: 'sub', evidence: by('sub') }));
  if (has('lock'))
    await s.deliver(paid('l1', { occurredAt: earlier, customer: { processorId: 'cus' }, evidence: by('lock') }));
  const told = { occurredAt: before(noon, { days: 6 }) };
  if (has('external')) await s.lead({ externalId: 'u1' }, { ...told, evidence: by('external') });
  if (has('processor')) await s.deliver(signedUp({ processorId: 'cus2' }, { ...told, evidence: by('processor') }));
  if (has('email')) await s.lead({ email: 'b@x.test', externalId: 'u2' }, { ...told, evidence: by('email') });
  const [settled] = await s.deliver(
    paid('in', {
      ...(has('sub') ? { subscription: 'sub', billing: 'renewal' } : {}),
      customer: { externalId: 'u1', processorId: has('lock') ? 'cus' : 'cus2', email: 'b@x.test' },
      evidence: {
        ...(has('coupon') ? { coupons: [{ code: 'coupon10' }] } : {}),
        ...(has('click') ? { clickIds: [await s.click('click', before(noon, { days: 1 }))] } : {}),
        ...(has('slug') ? by('slug') : {}),
      },
    }),
  );
  const won = settled?.outcome.decision.shares[0]?.enrollmentId;
  return names.find((name) => s.enrollment(name) === won);
}

t.test('A1: evidence is asked in its order; without the first the next one wins', async (t) => {
  for (const [index, expected] of names.entries()) {
    // The lead by external id joins u1 with the customer the lock or the processor's id names; what is left decides.
    const s = await rooms.scene({ campaigns: [{ slug: 'main', ...everybody }] });
    t.equal(await contested(s, names.slice(index)), expected, `with ${names.slice(index).join(', ')}`);
  }
});

t.test('A1: a campaign may ask in another order', async (t) => {
  const order = ['slug', 'click', ...defaultOrder.filter((step) => step !== 'slug' && step !== 'click')];
  const s = await rooms.scene({ campaigns: [{ slug: 'main', ...everybody, attribution: { order } }] });
  t.equal(await contested(s, ['coupon', 'click', 'slug', 'email']), 'slug');
});

t.test('A1: with coupon-over-click off the coupon is asked after the slug', async (t) => {
  const attribution = { couponOverClick: false };
  for (const [left, expected] of [
    [['coupon', 'click', 'slug'], 'click'],
    [['coupon', 'slug'], 'slug'],
    [['coupon', 'email'], 'coupon'],
  ] as const) {
    const s = await rooms.scene({ campaigns: [{ slug: 'main', ...everybody, attribution }] });
    t.equal(await contested(s, left), expected);
  }
});

t.test('A1: evidence of somebody who cannot be credited is passed over, with its reason', async (t) => {
  const s = await rooms.scene({ campaigns: [{ slug: 'main', ...everybody }] });
  await s.setStatus('coupon', 'paused', before(noon, { days: 1 }));
  t.equal(await contested(s, ['coupon', 'click']), 'click');
  const { payments } = await s.books();
  t.equal(payments.length, 1);
  const { outcome } = await s.sale('o2', { evidence: { coupons: [{ code: 'COUPON10' }] } });
  t.match(outcome, { standing: 'uncredited', reason: 'enrollment_paused' });
  const step = outcome.decision.asked.find(({ strategy }) => strategy === 'coupon');
  t.match(step, { outcome: 'passed_over', reason: 'enrollment_paused' });
});

t.test(
  'A1: of several codes the first that resolves; coupon and click of one enrollment are one line, by coupon',
  async (t) => {
    const s = await rooms.scene({ campaigns: [{ slug: 'main', ...everybody }] });
    const click = await s.click('slug', before(noon, { days: 1 }));
    const coupons = ['nobodys', 'slug10', 'click10'].map((code) => ({ code }));
    const { outcome, conversions } = await s.sale('o1', { evidence: { coupons, clickIds: [click] } });
    t.match(outcome.decision, { method: 'coupon', shares: [{ enrollmentId: s.enrollment('slug') }] });
    t.equal(conversions.length, 1);
    t.equal(outcome.lines.length, 1);
  },
);

t.test('A1: codes and slugs are read whatever their case', async (t) => {
  const s = await rooms.scene({ campaigns: [{ slug: 'main', ...everybody }] });
  t.match(await s.sale('o1', { evidence: { coupons: [{ code: 'sLuG10' }] } }), { outcome: { standing: 'credited' } });
  t.match(await s.sale('o2', { evidence: { slugs: [s.slug('slug').toUpperCase()] } }), {
    outcome: { standing: 'credited' },
  });
});

t.test('A1: a payment is credited in one campaign; one it names is the only one asked', async (t) => {
  const s = await rooms.scene({
    campaigns: [
      { slug: 'main', affiliates: ['jane'] },
      { slug: 'other', affiliates: ['bob'], commission: { models: { cps: { kind: 'percent', rate: 100_000 } } } },
    ],
  });
  const evidence = { clickIds: [await s.click('jane', before(noon, { days: 1 }))], slugs: [s.slug('bob')] };
  await s.sale('o1', { evidence });
  await s.sale('o2', { evidence: { ...evidence, campaign: 'other' } });
  t.same((await s.books()).balances, { 'jane.pending': 2_000n, 'bob.pending': 1_000n });
});

t.test('A2: a click counts in [t, t + window), in whole seconds', async (t) => {
  const s = await rooms.scene();
  const clickIds = [await s.click('jane', before(noon, { days: 30 }), { windowDays: 30 })];
  const at = async (key: string, occurredAt: string): Promise<unknown> =>
    (await s.sale(key, { occurredAt, evidence: { clickIds } })).outcome.standing;
  t.equal(await at('o1', before(noon, { days: 30 })), 'credited', 'in its own second');
  t.equal(await at('o2', before(noon, { days: 30, seconds: 1 })), 'uncredited', 'a second before');
  t.equal(await at('o3', before(noon, { seconds: 1 })), 'credited', 'in the last second');
  t.equal(await at('o4', before(noon, { ms: 1 })), 'credited', 'at its very end');
  t.equal(await at('o5', noon), 'uncredited', 'when the window has passed');
});

t.test(
  'A2: the window is the one the click was made with, and counts until the payment, not its arrival',
  async (t) => {
    const s = await rooms.scene({ campaigns: [{ slug: 'main', attribution: { windowDays: 90 } }] });
    const old = await s.click('jane', before(noon, { days: 40 }), { windowDays: 30 });
    t.match(await s.sale('o1', { evidence: { clickIds: [old] } }), { outcome: { standing: 'uncredited' } });
    const asked = { occurredAt: before(noon, { days: 12 }), evidence: { clickIds: [old] } };
    t.match(await s.sale('o2', asked), { outcome: { standing: 'credited' } }, 'told long after it happened');
  },
);

t.test('A3: the click id names the visitor, and the model picks among that visitor’s counting clicks', async (t) => {
  for (const [model, expected] of [
    ['last_click', 'bob'],
    ['first_click', 'jane'],
  ] as const) {
    const s = await rooms.scene({
      campaigns: [{ slug: 'main', attribution: { model }, affiliates: ['jane', 'carl', 'bob', 'dora', 'eve'] }],
    });
    const visitor = 4711;
    await s.click('eve', before(noon, { days: 61 }), { visitor });
    await s.click('jane', before(noon, { days: 9 }), { visitor });
    const named = await s.click('carl', before(noon, { days: 5 }), { visitor });
    await s.click('bob', before(noon, { days: 2 }), { visitor });
    await s.click('dora', before(noon, { days: 1 }), { visitor, reason: 'bot' });
    await s.click('dora', before(noon, { days: 1 }), { visitor: 12 });
    await s.click('dora', after(noon, { seconds: 1 }), { visitor });
    await s.sale('o1', { evidence: { clickIds: [named] } });
    t.same((await s.books()).balances, { [`${expected}.pending`]: 2_000n }, model);
  }
});

t.test('A3: a click of a paused affiliate takes nothing from the visitor’s other clicks', async (t) => {
  const s = await rooms.scene();
  const visitor = 9;
  await s.click('jane', before(noon, { days: 2 }), { visitor });
  const last = await s.click('bob', before(noon, { days: 1 }), { visitor });
  await s.setStatus('bob', 'paused', before(noon, { hours: 1 }));
  await s.sale('o1', { evidence: { clickIds: [last] } });
  t.same((await s.books()).balances, { 'jane.pending': 2_000n });
});
