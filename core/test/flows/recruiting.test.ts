import t from 'tap';
import { explainConversion } from '../../src/flows/read/explain.ts';
import { listConversions } from '../../src/flows/read/list-conversions.ts';
import type { CampaignOptions } from '../../src/testing/brand-options.ts';
import { noon } from '../../src/testing/facts.ts';
import type { Scenario } from '../../src/testing/scenario.ts';
import { before } from '../../src/testing/time.ts';
import { house } from './house.ts';

const { scene } = await house(t);

const cps = { kind: 'percent', rate: 200_000, renewals: 'first' };
const models = { cps, sub_affiliates: { rate: 100_000, allowAbove100: false } };

/** Ann recruited jane, who recruited zoe; bob came by himself. */
const campaign = (more: Partial<CampaignOptions> = {}): { campaigns: CampaignOptions[] } => ({
  campaigns: [
    {
      slug: 'main',
      commission: { models },
      affiliates: ['ann', { name: 'jane', recruiter: 'ann' }, { name: 'zoe', recruiter: 'jane' }, 'bob'],
      ...more,
    },
  ],
});
const sell = (s: Scenario, name: string, id = 'o1', told = {}) =>
  s.sale(id, { evidence: { slugs: [s.slug(name)] }, ...told });
const pending = async (s: Scenario) => (await s.books()).balances;

t.test('C8: who is known as a recruiter from a page before is read with a recruiter too', async (t) => {
  // Where recruiters earn nothing, the sale of a recruit names nobody but the recruit.
  const s = await scene(campaign({ commission: { models: { cps } } }));
  for (const name of ['zoe', 'bob', 'jane']) await sell(s, name, `of_${name}`);
  t.same(await pending(s), { 'zoe.pending': 2_000n, 'bob.pending': 2_000n, 'jane.pending': 2_000n });
});

t.test(
  'C8: a recruiter earns a part of each base line of a recruit, of one level, as a conversion of its own',
  async (t) => {
    const s = await scene(campaign());
    const { outcome } = await sell(s, 'zoe');
    t.same(await pending(s), { 'jane.pending': 200n, 'zoe.pending': 2_000n });
    t.match(outcome.lines[1]?.line, {
      role: 'override',
      parent: outcome.lines[0]?.line.key,
      steps: [{ op: 'base' }, { op: 'rate' }, { op: 'override', values: { line: 2_000, ppm: 100_000, result: 200 } }],
    });
    const viewer = { organizationId: s.organizationId, actor: 'core', mode: 'live' } as const;
    const { data } = await listConversions(s.engine, viewer, { take: 10, sort: '-commission' });
    const [sale, override] = data;
    t.match(sale, { affiliateName: 'zoe', amount: 10_000, commission: 2_000, parentId: null });
    t.match(override, {
      affiliateName: 'jane',
      type: 'sale',
      amount: 0,
      commission: 200,
      status: 'pending',
      currency: 'USD',
      attributionMethod: 'sub_affiliate_override',
      parentId: sale?.id,
      customerExternalId: null,
    });
    const explained = await explainConversion(s.engine, viewer, override?.id ?? '');
    t.match(explained, {
      recomputed: { differences: 0 },
      lines: [{ parent: null }, { parent: explained.lines[0]?.key }],
    });
  },
);

t.test('C8: off unless the campaign uses it; who recruited nobody earns nothing by others', async (t) => {
  const off = await scene(campaign({ commission: { models: { cps } } }));
  await sell(off, 'zoe');
  t.same(await pending(off), { 'zoe.pending': 2_000n });
  const s = await scene(campaign());
  await sell(s, 'bob');
  t.same(await pending(s), { 'bob.pending': 2_000n });
});

t.test('C8, A10: the recruiter must be approved when it happened, and not only now', async (t) => {
  const s = await scene(campaign());
  await s.setStatus('jane', 'paused', '2026-03-10T00:00:00.000Z');
  await sell(s, 'zoe', 'before', { occurredAt: '2026-03-09T23:59:59.000Z' });
  await sell(s, 'zoe', 'while', { occurredAt: '2026-03-10T00:00:00.000Z' });
  t.same(await pending(s), { 'jane.pending': 200n, 'zoe.pending': 4_000n });
});

t.test(
  'R1, R8: a refund takes both lines back in proportion, in the same moment; a failed one gives both back',
  async (t) => {
    const s = await scene(campaign());
    await sell(s, 'zoe', 'o1', { amount: 9_999n });
    t.same(await pending(s), { 'jane.pending': 200n, 'zoe.pending': 2_000n });
    await s.refund('r1', 'o1', 3_333n);
    t.same(await pending(s), { 'jane.pending': 133n, 'zoe.pending': 1_333n });
    await s.refund('r2', 'o1', 3_333n);
    await s.refund('r3', 'o1', 3_333n);
    t.same(await pending(s), {});
    t.same(
      (await s.books()).conversions.map(({ status }) => status),
      ['refunded', 'refunded'],
    );
    await s.refund('r3', 'o1', 3_333n, { status: 'failed' });
    t.same(await pending(s), { 'jane.pending': 67n, 'zoe.pending': 667n });
  },
);

t.test('R10: denying the sale denies what the recruiter earns; reinstating gives it back', async (t) => {
  const s = await scene(campaign());
  const { intake } = await sell(s, 'zoe');
  await s.decide(intake.paymentId, { type: 'credit.denied', occurredAt: noon });
  t.same(await pending(s), {});
  t.same(
    (await s.books()).conversions.map(({ status }) => status),
    ['denied', 'denied'],
  );
  await s.decide(intake.paymentId, { type: 'credit.reinstated', occurredAt: noon });
  t.same(await pending(s), { 'jane.pending': 200n, 'zoe.pending': 2_000n });
});

t.test('A11: moving the sale moves what is earned by recruiting', async (t) => {
  const s = await scene(campaign());
  const { intake } = await sell(s, 'zoe');
  const to = (name: string, second: number) =>
    s.decide(intake.paymentId, {
      type: 'credit.assigned',
      occurredAt: `2026-03-02T12:00:0${second}.000Z`,
      enrollmentId: s.enrollment(name),
    });
  await to('jane', 1);
  t.same(await pending(s), { 'ann.pending': 200n, 'jane.pending': 2_000n });
  await to('bob', 2);
  t.same(await pending(s), { 'bob.pending': 2_000n });
  await to('zoe', 3);
  t.same(await pending(s), { 'jane.pending': 200n, 'zoe.pending': 2_000n });
});

t.test('C7: both become payable together, and a later dispute takes both back from there', async (t) => {
  const s = await scene(campaign());
  await sell(s, 'zoe');
  await s.pass({ days: 31 });
  t.same(await pending(s), { 'jane.payable': 200n, 'zoe.payable': 2_000n });
  await s.refund('r1', 'o1', 5_000n, { type: 'chargeback' });
  t.same(await pending(s), { 'jane.payable': 100n, 'zoe.payable': 1_000n });
});

t.test('C9: a test shows the override and posts nothing', async (t) => {
  const s = await scene(campaign());
  const { outcome } = await sell(s, 'zoe', 'o1', { mode: 'test' });
  t.equal(outcome.lines.length, 2);
  t.same(await pending(s), {});
});

t.test('M3, C8: of a shared credit each recruiter earns by the share of the recruit', async (t) => {
  const s = await scene(
    campaign({
      attribution: { model: 'linear' },
      affiliates: ['ann', { name: 'jane', recruiter: 'ann' }, { name: 'zoe', recruiter: 'ann' }],
    }),
  );
  await s.click('jane', before(noon, { hours: 2 }), { visitor: 7 });
  const clickId = await s.click('zoe', before(noon, { hours: 1 }), { visitor: 7 });
  await s.sale('o1', { evidence: { clickIds: [clickId] } });
  t.same(await pending(s), { 'ann.pending': 200n, 'jane.pending': 1_000n, 'zoe.pending': 1_000n });
});

t.test('R12: with recompute, the override is recomputed on what its parent came to', async (t) => {
  const s = await scene(campaign({ commission: { models, refundPolicy: 'recompute' } }));
  await sell(s, 'zoe');
  await s.refund('r1', 'o1', 2_500n);
  t.same(await pending(s), { 'jane.pending': 150n, 'zoe.pending': 1_500n });
});
