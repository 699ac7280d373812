import t from 'tap';
import { verifyOrganization } from '../../src/flows/verify/index.ts';
import { before } from '../../src/testing/time.ts';
import { linked, paid, refunded } from '../../src/testing/facts.ts';
import { house } from '../flows/house.ts';
import { differencesOf } from './day.ts';

const { scene } = await house(t);
const occurredAt = before(new Date().toISOString(), { minutes: 1 });

t.test('a ledger that only flows wrote has no difference, whatever they went through', async (t) => {
  const s = await scene();
  const by = (name: string) => ({ occurredAt, evidence: { slugs: [s.slug(name)] } });
  await s.sale('one', by('jane'));
  await s.refund('r1', 'one', 3_300n);
  await s.refund('r2', 'one', 6_700n);
  await s.refund('r3', 'unheard-of', 6_700n, { currency: 'USD' });
  await s.sale('two', { ...by('bob'), customer: { externalId: 'c1', email: 'a@example.com' } });
  await s.sale('three', { occurredAt, customer: { externalId: 'c1' } });
  await s.sale('tested', { ...by('jane'), mode: 'test' });
  await s.sale('nobody', { occurredAt });
  await s.lead({ email: 'lead@example.com' }, by('bob'));
  await s.deliver(paid('in_1', by('jane')));
  await s.deliver(paid('pi_1', { ...by('bob'), rank: 10 }));
  await s.deliver(refunded('re_1', 'pi_1', 2_000n), linked('in_1', 'pi_1'));
  const onDifference = (difference: object): void => void t.fail(JSON.stringify(difference));
  const summary = await verifyOrganization(s.engine, s.organizationId, { onDifference, onProgress: () => {} });
  t.match(summary, { payments: 8, lines: 5, differences: 0 });

  await t.test('A8: also when holds have passed and nobody looked yet, and after somebody did', async (t) => {
    s.engine.clock.move({ days: 31 });
    t.same(await differencesOf(s.engine, s.organizationId), []);
    t.ok((await s.work()) > 0);
    t.same(await differencesOf(s.engine, s.organizationId), []);
  });

  await t.test('A11: and after people decided', async (t) => {
    const { payments } = await s.books();
    const one = payments.find(({ references }) => references.includes('two'))?.id ?? '';
    const enrollmentId = s.enrollment('jane');
    await s.decide(one, { type: 'credit.assigned', occurredAt: s.engine.now().toISOString(), enrollmentId });
    t.same(await differencesOf(s.engine, s.organizationId), []);
    await s.decide(one, { type: 'credit.denied', occurredAt: s.engine.now().toISOString() });
    t.same(await differencesOf(s.engine, s.organizationId), []);
  });
});

t.test('C3: a line whose terms no longer earn is shown at nothing', async (t) => {
  const s = await scene();
  const evidence = { slugs: [s.slug('jane')] };
  const later = before(occurredAt, { minutes: -1 });
  await s.setTerms(occurredAt, { commission: { models: {} } });
  await s.deliver(paid('in_1', { rank: 10, occurredAt: before(occurredAt, { days: 1 }), evidence }));
  t.same((await s.books()).balances, { 'jane.pending': 2_000n });
  await s.deliver(paid('in_1', { rank: 20, occurredAt: later, evidence }));
  t.same((await s.books()).balances, {});
  t.same(await differencesOf(s.engine, s.organizationId), []);
});
