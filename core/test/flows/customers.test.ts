import t from 'tap';
import type { CustomerKeys } from '../../src/contract/facts.ts';
import { noon, paid, signedUp } from '../../src/testing/facts.ts';
import type { Scenario } from '../../src/testing/scenario.ts';
import { after, before } from '../../src/testing/time.ts';
import { house } from './house.ts';

const { scene } = await house(t);
const earlier = (days: number): string => before(noon, { days });
const bound = (s: Scenario, customer: CustomerKeys, name: string, days = 5) =>
  s.lead(customer, { occurredAt: earlier(days), evidence: { slugs: [s.slug(name)] } });
const owed = async (s: Scenario) => (await s.books()).balances;

t.test('A5: e-mails compare by NFC, trimmed, lower case, domain to ASCII; dots and plus tags are kept', async (t) => {
  const s = await scene();
  await bound(s, { email: 'Zoe\u0301.Smith+shop@Bücher.Example' }, 'jane');
  await s.sale('o1', { customer: { email: '  zoé.smith+SHOP@xn--bcher-kva.example ' } });
  t.same(await owed(s), { 'jane.pending': 2_000n });
  await s.sale('o2', { customer: { email: 'zoésmith+shop@bücher.example' } });
  await s.sale('o3', { customer: { email: 'zoé.smith@bücher.example' } });
  t.same(await owed(s), { 'jane.pending': 2_000n });
});

t.test('A5: a customer keeps all e-mails', async (t) => {
  const s = await scene();
  await bound(s, { externalId: 'u1', email: 'old@x.test' }, 'jane');
  await s.lead({ externalId: 'u1', email: 'new@x.test' }, { occurredAt: earlier(4) });
  await s.sale('o1', { customer: { email: 'old@x.test' } });
  await s.sale('o2', { customer: { email: 'new@x.test' } });
  t.same(await owed(s), { 'jane.pending': 4_000n });
});

t.test('A5: different external ids are different customers even with one e-mail', async (t) => {
  const s = await scene();
  await s.sale('o1', { customer: { externalId: 'u1', email: 'office@x.test' }, evidence: { slugs: [s.slug('jane')] } });
  const told = { occurredAt: after(noon, { days: 1 }), evidence: { slugs: [s.slug('bob')] } };
  await s.sale('o2', { ...told, customer: { externalId: 'u2', email: 'office@x.test' } });
  t.same(await owed(s), { 'jane.pending': 2_000n, 'bob.pending': 2_000n }, 'no lock from one to the other');
});

t.test('A5: an e-mail of several means the one most recently seen before the payment', async (t) => {
  const s = await scene();
  await bound(s, { externalId: 'u1', email: 'office@x.test' }, 'jane', 5);
  await bound(s, { externalId: 'u2', email: 'office@x.test' }, 'bob', 3);
  await s.lead({ externalId: 'u1', email: 'office@x.test' }, { occurredAt: after(noon, { days: 1 }) });
  const customer = { email: 'office@x.test' };
  t.match((await s.sale('o1', { customer, occurredAt: earlier(4) })).outcome.decision, {
    shares: [{ enrollmentId: s.enrollment('jane') }],
  });
  const { outcome } = await s.sale('o2', { customer: { externalId: 'u3', ...customer } });
  t.match(outcome.decision, { strategy: 'lead_email', shares: [{ enrollmentId: s.enrollment('bob') }] });
});

t.test('A5: of merged records the earlier binding stays', async (t) => {
  const s = await scene();
  await bound(s, { externalId: 'u1' }, 'jane', 5);
  await s.deliver({
    type: 'lead.captured',
    via: 'trial',
    occurredAt: earlier(3),
    customer: { processorId: 'cus' },
    evidence: { slugs: [s.slug('bob')] },
  });
  await s.deliver(paid('in', { customer: { externalId: 'u1', processorId: 'cus' } }));
  await s.work();
  t.equal((await owed(s))['jane.pending'], 2_000n);
  await s.deliver(paid('in2', { occurredAt: after(noon, { days: 1 }), customer: { processorId: 'cus' } }));
  t.same(await owed(s), { 'jane.pending': 4_000n });
});

t.test('A5: payments of two records that turn out to be one person are decided as one person’s', async (t) => {
  const s = await scene();
  await s.sale('o1', { customer: { externalId: 'u1' }, evidence: { slugs: [s.slug('jane')] } });
  const later = { occurredAt: after(noon, { days: 1 }), evidence: { slugs: [s.slug('bob')] } };
  await s.deliver(paid('in', { ...later, customer: { processorId: 'cus' } }));
  t.same(await owed(s), { 'jane.pending': 2_000n, 'bob.pending': 2_000n });
  await s.deliver({
    type: 'customer.changed',
    occurredAt: noon,
    customer: { externalId: 'u1', processorId: 'cus' },
    evidence: {},
  });
  await s.work();
  t.same(await owed(s), { 'jane.pending': 4_000n }, 'the customer lock holds for both records');
});

t.test('A5: a processor’s id belongs to its account; told server to server it matches any', async (t) => {
  const s = await scene();
  await bound(s, { processorId: 'cus_1' }, 'jane');
  await s.deliver(paid('in_1', { customer: { processorId: 'cus_1' } }));
  t.same(await owed(s), { 'jane.pending': 2_000n });
  const lead = { occurredAt: earlier(1), evidence: { slugs: [s.slug('bob')] } };
  await s.connection()(signedUp({ processorId: 'cus_2' }, lead));
  await s.deliver(paid('in_2', { customer: { processorId: 'cus_2' } }));
  t.same(await owed(s), { 'jane.pending': 2_000n }, 'nor does a lead of another account bind');
  const apart = await scene();
  const one = apart.connection();
  await one(paid('in_1', { customer: { processorId: 'cus_1' }, evidence: { slugs: [apart.slug('jane')] } }));
  const later = { occurredAt: after(noon, { days: 1 }), customer: { processorId: 'cus_1' } };
  await apart.deliver(paid('in_2', later));
  t.same(await owed(apart), { 'jane.pending': 2_000n }, 'the same id of another account is somebody else');
});

t.test(
  'A7: an affiliate’s own purchase is kept as denied, whichever evidence won, and nobody else is asked',
  async (t) => {
    const s = await scene();
    const clickIds = [await s.click('jane', before(noon, { days: 1 }))];
    const { outcome } = await s.sale('o1', {
      customer: { email: ' Jane@Affiliates.test' },
      evidence: { clickIds, slugs: [s.slug('bob')] },
    });
    t.match(outcome, { standing: 'denied', reason: 'self_referral', postings: [] });
    t.same(outcome.decision.asked.map(({ strategy }) => strategy).slice(-1), ['click'], 'the asking ends there');
    const { conversions, balances } = await s.books();
    t.match(conversions, [{ affiliate: 'jane', status: 'denied', commission: 0n }]);
    t.same(balances, {});
  },
);

t.test('A7: an e-mail learned later denies what is still open', async (t) => {
  const s = await scene();
  const customer = { externalId: 'u1' };
  await s.sale('o1', { customer, evidence: { slugs: [s.slug('jane')] } });
  t.same(await owed(s), { 'jane.pending': 2_000n });
  await s.lead({ ...customer, email: 'jane@affiliates.test' });
  await s.work();
  t.same(await owed(s), {});
});
