import t from 'tap';
import { giveBonus } from '../../src/flows/give-bonus.ts';
import { settlePayment } from '../../src/flows/settle-payment.ts';
import { noon, paid } from '../../src/testing/facts.ts';
import type { Scenario } from '../../src/testing/scenario.ts';
import { after, before } from '../../src/testing/time.ts';
import { house } from './house.ts';

const { scene } = await house(t, 20);
const usd = (major: number) => ({ unit: major * 1_000_000, currency: 'USD' });
const milestones = [
  { name: 'first_sale', sales: 1, amount: usd(1) },
  { name: 'three_sales', sales: 3, amount: usd(5) },
  { name: 'talk', sales: null, amount: usd(100) },
];
const models = { bonuses: { milestones }, cps: { kind: 'flat', flat: usd(2), renewals: 'first' } };
const withBonuses = { campaigns: [{ slug: 'main', commission: { models } }] };
const byJane = (s: Scenario) => ({ evidence: { slugs: [s.slug('jane')] } });
const give = (s: Scenario, name: string, who = 'jane') =>
  giveBonus(s.engine, { ...s.scope, mode: 'live', reason: 'deserved' }, s.enrollment(who), { name });

t.test('C3, F64: a milestone is reached once, when the hold of the sale that makes it full ends', async (t) => {
  const s = await scene(withBonuses);
  await s.sale('o1', byJane(s));
  t.same((await s.books()).balances, { 'jane.pending': 200n }, 'not within the hold');
  await s.pass({ days: 31 });
  t.same((await s.books()).balances, { 'jane.payable': 300n }, 'its own hold counts from the sale');
  for (const order of ['o2', 'o3', 'o4']) await s.sale(order, { ...byJane(s), occurredAt: after(noon, { days: 20 }) });
  await s.pass({ days: 40 });
  await s.pass({ hours: 2 });
  const { balances, conversions } = await s.books();
  t.same(balances, { 'jane.payable': 4n * 200n + 100n + 500n });
  t.match(
    conversions.filter(({ type }) => type === 'bonus'),
    [{ commission: 100n, affiliate: 'jane' }, { commission: 500n }],
  );
});

t.test('F64: renewals, denied and wholly returned sales do not count, nor those of others or of tests', async (t) => {
  const s = await scene(withBonuses);
  const evidence = { slugs: [s.slug('bob')] };
  await s.deliver(paid('a1', { subscription: 'a', billing: 'first', evidence }));
  await s.deliver(
    paid('a2', { subscription: 'a', billing: 'renewal', occurredAt: after(noon, { hours: 1 }), evidence }),
  );
  const denied = await s.sale('o2', { evidence });
  await s.decide(denied.intake.paymentId, { type: 'credit.denied', occurredAt: after(noon, { hours: 1 }) });
  await s.sale('o3', { evidence });
  await s.refund('r3', 'o3');
  await s.sale('o4', { evidence, mode: 'test' });
  await s.sale('o5', byJane(s));
  await s.sale('o6', { evidence });
  await s.pass({ days: 31 });
  await s.pass({ hours: 2 });
  const bonuses = (await s.books()).conversions.filter(({ type }) => type === 'bonus');
  t.same(bonuses.map(({ affiliate, commission }) => [affiliate, commission]).sort(), [
    ['bob', 100n],
    ['jane', 100n],
  ]);
});

t.test('F64: a refund of later takes no bonus back', async (t) => {
  const s = await scene(withBonuses);
  await s.sale('o1', byJane(s));
  await s.pass({ days: 31 });
  await s.refund('r1', 'o1');
  await s.pass({ hours: 2 });
  t.same((await s.books()).balances, { 'jane.payable': 100n });
});

t.test('C3: holds that end at once reach a milestone once', async (t) => {
  const s = await scene(withBonuses);
  const told = await Promise.all([1, 2, 3, 4, 5, 6].map((order) => s.sale(`o${order}`, byJane(s))));
  s.engine.clock.move({ days: 31 });
  const core = { organizationId: s.organizationId, actor: 'core' };
  await Promise.all(told.map(({ intake }) => settlePayment(s.engine, core, intake.paymentId)));
  await s.pass({ hours: 2 });
  t.same((await s.books()).balances, { 'jane.payable': 6n * 200n + 100n + 500n });
});

t.test('C3, F64: by hand, with a reason, once; also before its time', async (t) => {
  const s = await scene(withBonuses);
  t.match(await give(s, 'talk'), {
    deduped: false,
    outcome: { standing: 'credited', lines: [{ line: { amount: 10_000n } }] },
  });
  t.match(await give(s, 'talk'), { deduped: true });
  await Promise.all([give(s, 'first_sale'), give(s, 'first_sale')]);
  await s.sale('o1', byJane(s));
  await s.pass({ days: 32 });
  t.same((await s.books()).balances, { 'jane.payable': 10_000n + 100n + 200n });
});

t.test('F64, A6: what the terms do not know, and whoever is not approved, gets no bonus', async (t) => {
  const s = await scene(withBonuses);
  await t.rejects(give(s, 'walk'), { code: 'unknown_reference' });
  await s.setStatus('bob', 'paused', before(noon, { days: 1 }));
  await t.rejects(give(s, 'talk', 'bob'), { code: 'not_creditable' });
  const nobody = giveBonus(
    s.engine,
    { ...s.scope, mode: 'live', reason: 'x' },
    '01900000-0000-7000-8000-000000000000',
    { name: 'talk' },
  );
  await t.rejects(nobody, { code: 'not_found' });
  const { payments, balances } = await s.books();
  t.same([payments, balances], [[], {}], 'nothing is stored');
  t.equal((await scene()).slug('jane').length > 0, true);
});

t.test(
  'R10, A11, M5: a bonus is denied, reinstated and moved as any credit, in the currency of its campaign',
  async (t) => {
    const euro = { milestones: [{ name: 'talk', amount: { unit: 7_000_000, currency: 'EUR' } }] };
    const s = await scene({
      campaigns: [{ slug: 'main', currency: 'EUR', commission: { models: { bonuses: euro } } }],
    });
    const { intake } = await give(s, 'talk');
    const now = () => s.engine.now().toISOString();
    await s.decide(intake.paymentId, { type: 'credit.denied', occurredAt: now() });
    t.same((await s.books()).balances, {});
    await s.decide(intake.paymentId, { type: 'credit.reinstated', occurredAt: now() });
    await s.decide(intake.paymentId, { type: 'credit.assigned', occurredAt: now(), enrollmentId: s.enrollment('bob') });
    t.same((await s.books()).balances, { 'bob.pending.EUR': 700n });
  },
);

t.test('C3: a bonus of any amount is given by hand, without terms for it, as often as somebody does', async (t) => {
  const cps = { kind: 'percent', rate: 200_000, renewals: 'first' };
  const commission = {
    budget: { amount: usd(50), per: 'all' },
    models: { cps, sub_affiliates: { rate: 100_000, allowAbove100: false } },
  } as const;
  const affiliates = ['bob', { name: 'jane', recruiter: 'bob' }];
  const s = await scene({ campaigns: [{ slug: 'main', commission, affiliates }] });
  const given = (amount: bigint, name?: string) =>
    giveBonus(s.engine, { ...s.scope, mode: 'live', reason: 'deserved' }, s.enrollment('jane'), { name, amount });
  const first = await given(1_250n);
  t.match(first.outcome, {
    standing: 'credited',
    lines: [
      {
        line: {
          model: 'by_hand',
          amount: 1_250n,
          steps: [{ op: 'given', values: { result: 1_250 } }, { op: 'budget' }],
        },
      },
      { line: { role: 'override', amount: 125n } },
    ],
  });
  await given(1_250n);
  await given(700n, 'talk');
  t.match(await given(700n, 'talk'), { deduped: true });
  t.same((await s.books()).balances, { 'bob.pending': 320n, 'jane.pending': 3_200n });
  await given(9_000n);
  t.same((await s.books()).balances, { 'bob.pending': 320n, 'jane.pending': 4_680n }, 'C5: within the budget');
  await s.pass({ days: 31 });
  t.same((await s.books()).balances, { 'bob.payable': 320n, 'jane.payable': 4_680n });
});
