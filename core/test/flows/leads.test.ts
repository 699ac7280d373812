import t from 'tap';
import { judgeLead } from '../../src/flows/judge-lead.ts';
import type { ToldRecorded } from '../../src/flows/record-told.ts';
import { paid, signedUp, noon } from '../../src/testing/facts.ts';
import type { Scenario } from '../../src/testing/scenario.ts';
import { after, before } from '../../src/testing/time.ts';
import { house } from './house.ts';
import { orders, random, seed, shuffled, type Telling, whatStands } from './in-any-order.ts';

const { scene } = await house(t, 20);
const amount = { unit: 2_500_000, currency: 'USD' };
const models = { cpl: { amount, validation: false }, cps: { kind: 'percent', rate: 200_000, renewals: 'every' } };
const perLead = { campaigns: [{ slug: 'main', commission: { models } }] };
const validated = { campaigns: [{ slug: 'main', commission: { models: { cpl: { amount, validation: true } } } }] };

const sarah = { externalId: 'u1', email: 'sarah@x.test' };
const byJane = (s: Scenario) => ({ evidence: { slugs: [s.slug('jane')] } });
const judge = (s: Scenario, { intake }: ToldRecorded, move: 'validate' | 'reject') =>
  judgeLead(s.engine, { ...s.scope, mode: 'live', reason: 'looked at it' }, intake.paymentId, move);

t.test('C3: a lead earns once per customer, by whatever key they are told of', async (t) => {
  const s = await scene(perLead);
  const first = await s.lead(sarah, byJane(s));
  t.match(first.outcome, {
    standing: 'credited',
    state: { currency: 'USD' },
    lines: [{ line: { amount: 250n, base: 0n } }],
  });
  t.match(await s.lead({ email: 'Sarah@X.test' }, byJane(s)), { deduped: true });
  t.match(await s.lead({ externalId: 'u1' }, byJane(s)), { deduped: true });
  await s.lead({ externalId: 'u2' }, byJane(s));
  await s.work();
  t.same((await s.books()).balances, { 'jane.pending': 500n });
});

t.test('C3: who turns out to be one customer by a payment was one lead: the later one earns nothing', async (t) => {
  const s = await scene(perLead);
  await s.lead({ externalId: 'u1' }, byJane(s));
  await s.lead({ email: 'sarah@x.test' }, { ...byJane(s), occurredAt: after(noon, { hours: 1 }) });
  t.same((await s.books()).balances, { 'jane.pending': 500n }, 'two, as far as anybody knows');
  await s.sale('o1', { amount: 0n, customer: sarah, occurredAt: after(noon, { hours: 2 }) });
  await s.work();
  t.same((await s.books()).balances, { 'jane.pending': 250n });
});

t.test('C3: leads of a processor earn as those told server to server, and are the same lead', async (t) => {
  const s = await scene(perLead);
  await s.deliver(signedUp({ processorId: 'cus_1', email: 'sarah@x.test' }, { ...byJane(s), via: 'trial' }));
  await s.lead({ email: 'sarah@x.test' }, byJane(s));
  t.same((await s.books()).balances, { 'jane.pending': 250n });
});

t.test('C3: none for one who has paid; who pays later was a lead', async (t) => {
  const s = await scene(perLead);
  await s.sale('o1', { customer: sarah });
  const late = await s.lead(sarah, { ...byJane(s), occurredAt: after(noon, { hours: 1 }) });
  t.match(late.outcome, {
    standing: 'credited',
    lines: [],
    state: { currency: null },
    unearned: [{ model: 'cpl', reason: 'has_paid', values: { paidAt: noon } }],
  });
  await s.lead({ externalId: 'u2' }, { ...byJane(s), occurredAt: before(noon, { hours: 1 }) });
  await s.sale('o2', { customer: { externalId: 'u2' } });
  await s.work();
  t.same((await s.books()).balances, { 'jane.pending': 250n + 2_000n });
});

t.test(
  'C3: a payment of before that is told afterwards takes the lead back, credited or not; one of nothing does not',
  async (t) => {
    const s = await scene(perLead);
    await s.lead(sarah, byJane(s));
    await s.sale('free', { amount: 0n, customer: sarah, occurredAt: before(noon, { days: 2 }) });
    await s.work();
    t.same((await s.books()).balances, { 'jane.pending': 250n });
    t.match(await s.sale('o1', { customer: sarah, occurredAt: before(noon, { days: 1 }) }), {
      outcome: { standing: 'uncredited' },
    });
    await s.work();
    const { conversions, balances } = await s.books();
    t.same(balances, {});
    t.match(
      conversions.filter(({ type }) => type === 'lead'),
      [{ commission: 0n, withdrawn: false }],
    );
  },
);

t.test('M5: a lead is paid in the currency of its campaign; an amount in another one waits for a rate', async (t) => {
  const s = await scene({
    campaigns: [
      {
        slug: 'main',
        currency: 'EUR',
        commission: { models: { cpl: { amount: { unit: 2_500_000, currency: 'EUR' }, validation: false } } },
      },
    ],
  });
  await s.lead(sarah, byJane(s));
  t.same((await s.books()).balances, { 'jane.pending.EUR': 250n });
  const other = await scene({
    campaigns: [{ slug: 'main', currency: 'EUR', commission: { models: { cpl: { amount, validation: false } } } }],
  });
  t.match(await other.lead(sarah, byJane(other)), { outcome: { standing: 'no_rate', postings: [] } });
});

t.test(
  'C3: with validation on a lead earns when validated, however long that takes, and matures with its hold',
  async (t) => {
    const s = await scene(validated);
    const lead = await s.lead(sarah, byJane(s));
    t.match(lead.outcome, { standing: 'credited', lines: [], notes: ['awaits_validation'] });
    await s.pass({ days: 40 });
    t.match((await s.books()).payments, [{ closed: false }], 'it stays open');
    t.match(await judge(s, lead, 'validate'), { outcome: { closed: true, lines: [{ line: { amount: 250n } }] } });
    t.same((await s.books()).balances, { 'jane.payable': 250n });
    await t.rejects(
      judge(s, lead, 'reject'),
      { code: 'illegal_transition', extra: { legal: [] } },
      'from here it is denied',
    );
  },
);

t.test('C3: the last verdict counts, and the other one alone can be given', async (t) => {
  const s = await scene(validated);
  const lead = await s.lead(sarah, byJane(s));
  await judge(s, lead, 'reject');
  t.same((await s.books()).balances, {});
  await t.rejects(judge(s, lead, 'reject'), { code: 'illegal_transition', extra: { legal: ['validate'] } });
  await judge(s, lead, 'validate');
  t.same((await s.books()).balances, { 'jane.pending': 250n });
  await judge(s, lead, 'reject');
  t.same((await s.books()).balances, {});
  await s.pass({ days: 31 });
  t.match((await s.books()).payments, [{ closed: true }], 'a rejected one waits for nobody');
});

t.test('C3: a payment is no lead to be judged', async (t) => {
  const s = await scene(validated);
  const { intake } = await s.sale('o1', byJane(s));
  await t.rejects(judge(s, { intake } as ToldRecorded, 'validate'), { code: 'not_found' });
});

t.test('R10, A11: a lead is denied, reinstated and moved as any credit, in whatever currency', async (t) => {
  const affiliates = ['jane', 'bob'];
  const eur = { amount: { unit: 4_000_000, currency: 'EUR' }, validation: false };
  const s = await scene({
    campaigns: [
      { slug: 'main', affiliates, commission: { models } },
      { slug: 'euro', currency: 'EUR', affiliates: ['carl'], commission: { models: { cpl: eur } } },
    ],
  });
  const { intake } = await s.lead(sarah, byJane(s));
  const at = (hours: number) => after(noon, { hours });
  await s.decide(intake.paymentId, { type: 'credit.denied', occurredAt: at(1) });
  t.same((await s.books()).balances, {});
  await s.decide(intake.paymentId, { type: 'credit.reinstated', occurredAt: at(2) });
  t.same((await s.books()).balances, { 'jane.pending': 250n });
  await s.decide(intake.paymentId, {
    type: 'credit.assigned',
    occurredAt: at(3),
    enrollmentId: s.enrollment('carl', 'euro'),
  });
  t.same((await s.books()).balances, { 'carl.pending.EUR': 400n });
  await s.pass({ days: 31 });
  t.same((await s.books()).balances, { 'carl.payable.EUR': 400n });
});

t.test('A8: once its hold has passed, a payment told late takes nothing back', async (t) => {
  const s = await scene(perLead);
  await s.lead(sarah, byJane(s));
  await s.pass({ days: 31 });
  await s.sale('o1', { customer: sarah, occurredAt: before(noon, { days: 1 }), evidence: { slugs: [s.slug('bob')] } });
  await s.work();
  t.same((await s.books()).balances, { 'bob.payable': 2_000n, 'jane.payable': 250n });
});

t.test('C9: a lead of a test earns nothing that is posted', async (t) => {
  const s = await scene(perLead);
  t.match((await s.lead(sarah, byJane(s), 'test')).outcome, { lines: [{ line: { amount: 250n } }], postings: [] });
});

t.test('C3: leads, payments and verdicts converge in any order and repetition', async (t) => {
  const chance = random(seed);
  const tell = (s: Scenario): readonly Telling[] => [
    () => s.lead(sarah, { ...byJane(s), occurredAt: after(noon, { hours: 1 }) }),
    () => s.lead({ email: 'sarah@x.test' }, { ...byJane(s), occurredAt: after(noon, { hours: 2 }) }),
    () => s.deliver(signedUp({ processorId: 'cus_1', email: 'tom@x.test' }, byJane(s))),
    () => s.deliver(paid('in_1', { customer: { processorId: 'cus_1' }, occurredAt: before(noon, { hours: 3 }) })),
    () => s.sale('o1', { customer: { externalId: 'u1' }, occurredAt: after(noon, { hours: 3 }) }),
    () => s.sale('o2', { customer: { externalId: 'u3' }, occurredAt: before(noon, { hours: 1 }) }),
    () => s.lead({ externalId: 'u3' }, byJane(s)),
    () => s.lead({ externalId: 'u1' }, { ...byJane(s), occurredAt: after(noon, { hours: 1 }) }),
  ];
  const count = tell(await scene(perLead)).length;
  let expected: object | undefined;
  for (const order of orders([...Array(count).keys()], chance)) {
    const s = await scene(perLead);
    const tellings = tell(s);
    for (const index of [...order, ...shuffled(order, chance)]) {
      await tellings[index]?.();
      if (chance() < 0.3) await s.work();
    }
    await s.work();
    const stands = await whatStands(s);
    expected ??= stands;
    if (!t.same(stands, expected, `told in the order ${order.join(' ')}`)) return;
  }
});

t.test('C3: told many times at once, and paid at once, a customer is one lead and earns once', async (t) => {
  const s = await scene(perLead);
  const at = { ...byJane(s), occurredAt: after(noon, { hours: 1 }) };
  const keys = [sarah, { email: 'sarah@x.test' }, { externalId: 'u1' }];
  await Promise.all(Array.from({ length: 12 }, (_, i) => s.lead(keys[i % 3] ?? sarah, at)));
  await s.work();
  t.same((await s.books()).balances, { 'jane.pending': 250n });
  for (let round = 0; round < 5; round++) {
    const customer = { externalId: `both${round}` };
    await Promise.all([s.lead(customer, at), s.sale(`o${round}`, { customer })]);
  }
  await s.work();
  t.same((await s.books()).balances, { 'jane.pending': 250n }, 'who had paid was no lead, whichever came first');
});

t.test(
  'C8, A5: the recruiter of whoever brought a lead earns by it, and the customer is bound to who brought it',
  async (t) => {
    const both = { ...models, sub_affiliates: { rate: 100_000, allowAbove100: false } };
    const affiliates = ['ann', { name: 'zoe', recruiter: 'ann' }];
    const s = await scene({ campaigns: [{ slug: 'main', affiliates, commission: { models: both } }] });
    await s.lead(sarah, { evidence: { slugs: [s.slug('zoe')] } });
    t.same((await s.books()).balances, { 'ann.pending': 25n, 'zoe.pending': 250n });
    t.match(await s.sale('o1', { customer: sarah, occurredAt: after(noon, { hours: 1 }) }), {
      outcome: { decision: { shares: [{ enrollmentId: s.enrollment('zoe') }] } },
    });
    t.same((await s.books()).balances, { 'ann.pending': 25n + 200n, 'zoe.pending': 250n + 2_000n });
  },
);
