import t from 'tap';
import type { SubscriptionChanged } from '../../src/contract/facts.ts';
import { explainConversion } from '../../src/flows/read/explain.ts';
import { listConversions } from '../../src/flows/read/list-conversions.ts';
import type { CampaignOptions } from '../../src/testing/brand-options.ts';
import { noon, paid, refunded } from '../../src/testing/facts.ts';
import type { Scenario } from '../../src/testing/scenario.ts';
import { after } from '../../src/testing/time.ts';
import { house } from './house.ts';

const { scene } = await house(t);
const days = (count: number): string => after(noon, { days: count });

/** What is told of the subscription `sub`. */
const told = (state: SubscriptionChanged['state'], at: string, endedAt?: string): SubscriptionChanged => ({
  type: 'subscription.changed',
  key: 'sub',
  occurredAt: at,
  state,
  evidence: {},
  ...(endedAt !== undefined && { endedAt }),
});

const cps = { kind: 'percent', rate: 200_000, renewals: 'every' };
const taking = (more: Partial<CampaignOptions> = {}): { campaigns: CampaignOptions[] } => ({
  campaigns: [{ slug: 'main', commission: { cancelWithinHoldReverses: true, models: { cps } }, ...more }],
});
const first = (s: Scenario, at = noon) =>
  s.deliver(
    paid('in1', { subscription: 'sub', billing: 'first', occurredAt: at, evidence: { slugs: [s.slug('jane')] } }),
  );
const renewal = (s: Scenario, at: string, key = 'in2') =>
  s.deliver(paid(key, { subscription: 'sub', billing: 'renewal', occurredAt: at }));
const tell = async (s: Scenario, ...facts: readonly SubscriptionChanged[]) => {
  await s.deliver(...facts);
  await s.work();
};
const balances = async (s: Scenario) => (await s.books()).balances;
const statuses = async (s: Scenario) => (await s.books()).conversions.map(({ status }) => status);

t.test('R7: cancelling takes nothing back, unless the campaign says so', async (t) => {
  const s = await scene();
  await first(s);
  await tell(s, told('ended', days(1)));
  t.same(await balances(s), { 'jane.pending': 2_000n });
  t.same(await statuses(s), ['pending']);
});

t.test('R7: where it says so, what is in hold when the subscription ended is taken back, overrides too', async (t) => {
  const models = { cps, sub_affiliates: { rate: 100_000, allowAbove100: false } };
  const affiliates = ['ann', { name: 'jane', recruiter: 'ann' }];
  const s = await scene(taking({ commission: { cancelWithinHoldReverses: true, models }, affiliates }));
  await first(s);
  t.same(await balances(s), { 'ann.pending': 200n, 'jane.pending': 2_000n });
  await tell(s, told('active', days(1)), told('ended', days(2)));
  t.same(await balances(s), {});
  t.same(await statuses(s), ['refunded', 'refunded']);
  const [payment] = (await s.books()).payments;
  t.match(payment, { state: 'credited', reason: 'cancelled_in_hold' });
});

t.test('R7: what the hold had let go of before the end stays; the hold ends exclusively', async (t) => {
  for (const [end, kept] of [
    [days(30), 2_000n],
    [after(days(30), { seconds: -1 }), undefined],
  ] as const) {
    const s = await scene(taking());
    await first(s);
    await tell(s, told('ended', end));
    t.equal((await balances(s))['jane.pending'], kept, end);
  }
});

t.test('R7: each payment has a hold of its own, and what is paid after the end was in none', async (t) => {
  const s = await scene(taking());
  await first(s, days(-40));
  await renewal(s, days(-10));
  await renewal(s, noon, 'in3');
  await tell(s, told('ended', days(-1)));
  t.same(
    (await s.books()).conversions.map(({ commission, reversed }) => commission - reversed),
    [2_000n, 0n, 2_000n],
  );
});

t.test('R7: told only after the hold it takes back what was payable', async (t) => {
  const s = await scene(taking());
  await first(s);
  await s.pass({ days: 31 });
  t.same(await balances(s), { 'jane.payable': 2_000n });
  await tell(s, told('ended', days(40), days(29)));
  t.same(await balances(s), {}, 'it ended within the hold, whenever that is told');
  t.same(await statuses(s), ['refunded']);
  const kept = await scene(taking());
  await first(kept);
  await kept.pass({ days: 31 });
  await tell(kept, told('ended', days(31)));
  t.same(await balances(kept), { 'jane.payable': 2_000n });
});

t.test('R7: a later word that the subscription goes on gives back what its end took', async (t) => {
  const s = await scene(taking());
  await first(s);
  await tell(s, told('ended', days(1)));
  t.same(await balances(s), {});
  await tell(s, told('active', days(2)));
  t.same(await balances(s), { 'jane.pending': 2_000n });
  await s.pass({ days: 31 });
  await tell(s, told('ended', days(3), days(1)));
  t.same(await balances(s), {}, 'and an end after that takes it again, out of what is payable by now');
  await tell(s, told('active', days(4)));
  t.same(await balances(s), { 'jane.payable': 2_000n });
});

t.test('R7: refunds and a cancelling together never take more than all', async (t) => {
  const s = await scene(taking());
  await first(s);
  await s.deliver(refunded('re', 'in1', 3_300n));
  t.same(await balances(s), { 'jane.pending': 1_340n });
  await tell(s, told('ended', days(1)));
  t.same(await balances(s), {});
  await s.deliver(refunded('re2', 'in1', 6_700n));
  t.same(await balances(s), {});
});

t.test(
  'R7, C1: an affiliate’s own terms may leave it out, and a later version changes nothing that is closed',
  async (t) => {
    const s = await scene(
      taking({ affiliates: [{ name: 'jane', terms: { cancelWithinHoldReverses: false } }, 'bob'] }),
    );
    await first(s);
    await s.deliver(paid('o1', { subscription: 'other', billing: 'first', evidence: { slugs: [s.slug('bob')] } }));
    await tell(s, told('ended', days(1)), { ...told('ended', days(1)), key: 'other' });
    t.same(await balances(s), { 'jane.pending': 2_000n });
  },
);

t.test('R7, C9: a test is taken back as well, and posts nothing', async (t) => {
  const s = await scene(taking());
  const deliver = s.connection('test');
  await deliver(paid('in1', { subscription: 'sub', billing: 'first', evidence: { slugs: [s.slug('jane')] } }));
  await deliver(told('ended', days(1)));
  await s.work();
  t.match(await s.books(), {
    postings: 0,
    conversions: [{ commission: 2_000n, reversed: 2_000n, status: 'refunded' }],
  });
});

t.test('R7: the receipt says when it ended, and that all of it went', async (t) => {
  const s = await scene(taking());
  await first(s);
  await s.deliver(refunded('re', 'in1', 3_300n, { occurredAt: days(0.5) }));
  await tell(s, told('active', days(0.1)), told('ended', days(3), days(2)), told('ended', days(5), days(2)));
  const viewer = { organizationId: s.organizationId, actor: 'core', mode: 'live' } as const;
  const { data } = await listConversions(s.engine, viewer, { take: 10, sort: '-occurredAt', status: ['refunded'] });
  t.match(data, [{ status: 'refunded', refundedAmount: 3_300, commission: 2_000, reversedCommission: 2_000 }]);
  const explained = await explainConversion(s.engine, viewer, data[0]?.id ?? '');
  t.match(explained, {
    payment: { reason: 'cancelled_in_hold' },
    recomputed: { differences: 0 },
    reversals: [
      { kind: 'refund', lines: [{ before: 0, reversed: 660 }] },
      {
        kind: 'cancelled',
        key: 'sub',
        at: days(2),
        returnedBefore: 3_300,
        returned: 3_300,
        lines: [{ clamp: 'cancelled_in_hold', exact: null, before: 660, reversed: 2_000, commission: 0 }],
      },
    ],
  });
  t.equal(explained.reversals.length, 2, 'what changes nothing is not told');
});
