import t from 'tap';
import { noon, paid } from '../../src/testing/facts.ts';
import { after, before } from '../../src/testing/time.ts';
import { house } from './house.ts';

const { scene } = await house(t);
const hours = (count: number): string => after(noon, { hours: count });
const every = { cps: { kind: 'percent', rate: 200_000, renewals: 'every' } };

t.test('A6: a paused affiliate is credited nothing that happens from that moment, whenever it is told', async (t) => {
  const s = await scene();
  const evidence = { slugs: [s.slug('jane')] };
  await s.setStatus('jane', 'paused', noon);
  await s.setStatus('jane', 'approved', hours(10));
  await s.sale('o1', { occurredAt: before(noon, { ms: 1 }), evidence });
  t.match((await s.sale('o2', { evidence })).outcome, { standing: 'uncredited', reason: 'enrollment_paused' });
  t.match((await s.sale('o3', { occurredAt: before(hours(10), { ms: 1 }), evidence })).outcome, {
    standing: 'uncredited',
  });
  await s.sale('o4', { occurredAt: hours(10), evidence });
  t.same((await s.books()).balances, { 'jane.pending': 4_000n }, 'un-pausing credits nothing backwards');
});

t.test('A6: renewals of a paused affiliate’s subscriptions credit nobody', async (t) => {
  const s = await scene({ campaigns: [{ slug: 'main', commission: { models: every } }] });
  await s.deliver(paid('in1', { subscription: 'sub', evidence: { slugs: [s.slug('jane')] } }));
  await s.setStatus('jane', 'paused', hours(1));
  const renewal = { subscription: 'sub', occurredAt: hours(2), evidence: { slugs: [s.slug('bob')] } };
  const [told] = await s.deliver(paid('in2', renewal));
  t.match(told?.outcome, { standing: 'uncredited', reason: 'enrollment_paused' }, 'the lock is not passed on');
  t.same((await s.books()).balances, { 'jane.pending': 2_000n }, 'what is pending goes on');
});

t.test('A6: a removed affiliate’s pending commissions mature', async (t) => {
  const s = await scene();
  await s.sale('o1', { evidence: { slugs: [s.slug('jane')] } });
  await s.setStatus('jane', 'removed', hours(1));
  await s.sale('o2', { occurredAt: hours(2), evidence: { slugs: [s.slug('jane')] } });
  await s.pass({ days: 31 });
  t.same((await s.books()).balances, { 'jane.payable': 2_000n });
});

t.test('A10: a campaign counts while it is active; closed, its clicks, leads and locks go on', async (t) => {
  const s = await scene({ campaigns: [{ slug: 'main', state: 'draft' }] });
  const clickIds = [await s.click('jane', before(noon, { days: 1 }))];
  const credited = async (key: string, occurredAt: string): Promise<string> =>
    (await s.sale(key, { occurredAt, evidence: { clickIds } })).outcome.reason;
  await s.setCampaign('active', noon);
  await s.setCampaign('closed', hours(1));
  await s.setCampaign('archived', hours(2));
  t.equal(await credited('o1', before(noon, { ms: 1 })), 'campaign_draft');
  t.equal(await credited('o2', noon), 'credited');
  t.equal(await credited('o3', hours(1)), 'credited');
  t.equal(await credited('o4', before(hours(2), { ms: 1 })), 'credited');
  t.equal(await credited('o5', hours(2)), 'campaign_archived');
});

t.test('A10: a coupon credits what happens while it is valid', async (t) => {
  const s = await scene();
  await s.coupon('JANE', 'jane', { from: noon, until: hours(1) });
  const standing = async (key: string, occurredAt: string): Promise<string> =>
    (await s.sale(key, { occurredAt, evidence: { coupons: [{ code: 'jane' }] } })).outcome.standing;
  t.equal(await standing('o1', before(noon, { ms: 1 })), 'uncredited');
  t.equal(await standing('o2', noon), 'credited');
  t.equal(await standing('o3', before(hours(1), { ms: 1 })), 'credited');
  t.equal(await standing('o4', hours(1)), 'uncredited');
});

t.test('C1: affiliate over group over campaign, field by field; the version at occurred_at applies', async (t) => {
  const s = await scene({
    campaigns: [
      {
        slug: 'main',
        groups: { gold: { models: { cps: { rate: 300_000 } } } },
        affiliates: ['jane', { name: 'bob', group: 'gold' }, { name: 'carl', group: 'gold', terms: { holdDays: 5 } }],
      },
    ],
  });
  const models = (rate: number) => ({ models: { cps: { kind: 'percent', rate } } });
  await s.setTerms(hours(1), { commission: models(100_000) });
  await s.setOwnTerms('carl', hours(1), { models: { cps: { rate: 400_000 } } });
  const earned = async (name: string, occurredAt: string): Promise<unknown> => {
    const { outcome } = await s.sale(`${name} ${occurredAt}`, { occurredAt, evidence: { slugs: [s.slug(name)] } });
    const days = (Date.parse(outcome.credit?.payableAt ?? '') - Date.parse(occurredAt)) / 86_400_000;
    return [outcome.lines.map(({ line }) => line.amount), days];
  };
  const last = before(hours(1), { ms: 1 });
  t.same(await earned('jane', last), [[2_000n], 30]);
  t.same(await earned('jane', hours(1)), [[1_000n], 30]);
  t.same(await earned('bob', last), [[3_000n], 30]);
  t.same(await earned('bob', hours(1)), [[3_000n], 30], 'the group’s own rate');
  t.same(await earned('carl', last), [[3_000n], 5], 'his own hold, the group’s rate');
  t.same(await earned('carl', hours(1)), [[4_000n], 30], 'a new version of his own terms is all of them');
});

t.test('C7: hold and grace are counted from occurred_at and frozen at first credit', async (t) => {
  const s = await scene({ graceDays: 7, campaigns: [{ slug: 'main', commission: { holdDays: 14 } }] });
  await s.deliver(paid('pi', { rank: 10, evidence: { slugs: [s.slug('jane')] } }));
  const due = { payableAt: after(noon, { days: 14 }), eligibleAt: after(noon, { days: 21 }) };
  t.match((await s.books()).conversions, [due]);
  await s.setTerms(before(noon, { days: 2 }), { commission: { holdDays: 60 } });
  await s.deliver(
    paid('in', { refs: ['pi'], occurredAt: before(noon, { days: 1 }), evidence: { slugs: [s.slug('bob')] } }),
  );
  const standing = (await s.books()).conversions.filter(({ withdrawn }) => !withdrawn);
  t.match(standing, [{ affiliate: 'bob', ...due }], 'whoever is credited since, and whatever the terms are now');
});
