import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import t from 'tap';
import { inOrganization } from '../../src/store/session.ts';
import { startWorker } from '../../src/flows/worker.ts';
import { noon, paid, refunded } from '../../src/testing/facts.ts';
import { after } from '../../src/testing/time.ts';
import { house } from './house.ts';

const { scene, superuserUrl } = await house(t);
const at = (hours: number): string => after(noon, { hours });

t.test('A8: the worker closes a credit when its hold ends, and it becomes payable', async (t) => {
  const s = await scene();
  await s.sale('o1', { evidence: { slugs: [s.slug('jane')] } });
  await s.deliver(paid('pi', { rank: 10, tentative: true, evidence: { slugs: [s.slug('bob')] } }));
  s.engine.clock.move({ days: 31 });
  const database = new Client({ connectionString: superuserUrl });
  await database.connect();
  const forward = `update fairlead.revisit set due_at = due_at - interval '31 days' where organization_id = $1`;
  await database.query(forward, [s.organizationId]);
  const worker = startWorker(
    s.engine,
    { open: () => Promise.resolve(null) },
    { pause: 20, onError: (error) => t.fail(error) },
  );
  for (let tries = 0; tries < 200 && (await s.books()).payments.some(({ closed }) => !closed); tries++) await sleep(25);
  await worker.stop();
  const { balances, payments } = await s.books();
  t.same(balances, { 'jane.payable': 2_000n, 'bob.payable': 2_000n });
  t.same(
    payments.map(({ state, closed }) => [state, closed]),
    [
      ['credited', true],
      ['credited', true],
    ],
  );
  const left = await database.query('select from fairlead.revisit where organization_id = $1', [s.organizationId]);
  await database.end();
  t.equal(left.rowCount, 0, 'and looks at them no more');
});

t.test(
  'R9: refunded after closing, payable is reduced, given back where the refund fails, and may be negative',
  async (t) => {
    const s = await scene();
    await s.deliver(paid('in1', { evidence: { slugs: [s.slug('jane')] } }));
    await s.pass({ days: 31 });
    await s.deliver(refunded('re', 'in1', 3_300n));
    t.same((await s.books()).balances, { 'jane.payable': 1_340n });
    await s.deliver(refunded('re2', 'in1', 6_700n, { occurredAt: at(1) }));
    t.same((await s.books()).balances, {});
    await s.deliver(refunded('re', 'in1', 3_300n, { status: 'failed', asOf: at(2) }));
    t.same((await s.books()).balances, { 'jane.payable': 660n });
  },
);

t.test('R9: what was paid out and then refunded leaves payable negative', async (t) => {
  const s = await scene();
  const [told] = await s.deliver(paid('in1', { evidence: { slugs: [s.slug('jane')] } }));
  await s.pass({ days: 31 });
  const line = told?.outcome.lines[0]?.line;
  // As a payout run will.
  const paidOut = `insert into posting (organization_id, id, payment_id, line_key, enrollment_id, affiliate_id, currency, debit, credit, amount, reason,
    occurred_at, actor) values ($1, gen_random_uuid(), $2, $3, $4, $5, 'USD', $6, $7, 2000, $8, now(), 'user:test')`;
  for (const move of [
    ['payable', 'clearing', 'payout_sent'],
    ['clearing', 'paid_out', 'payout_paid'],
  ]) {
    const of = [s.organizationId, told?.intake.paymentId, line?.key, line?.enrollmentId, line?.affiliateId];
    await inOrganization(s.engine.store, s.scope, (session) =>
      session.query({ name: 'test_payout', text: paidOut }, [...of, ...move]),
    );
  }
  t.same((await s.books()).balances, {});
  await s.deliver(refunded('re', 'in1', 10_000n));
  t.same((await s.books()).balances, { 'jane.payable': -2_000n });
  await s.deliver(refunded('re', 'in1', 10_000n, { status: 'failed', asOf: at(2) }));
  t.same((await s.books()).balances, {});
});

t.test('A8: a refund that came before the end of the hold is measured the same after it', async (t) => {
  const s = await scene();
  await s.deliver(
    paid('in1', { amount: 9_999n, evidence: { slugs: [s.slug('jane')] } }),
    refunded('re', 'in1', 3_333n),
  );
  const { balances } = await s.books();
  await s.pass({ days: 31 });
  t.same((await s.books()).balances, { 'jane.payable': balances['jane.pending'] });
});

t.test('C7: what is fully refunded closes too, with nothing', async (t) => {
  const s = await scene();
  await s.deliver(paid('in1', { evidence: { slugs: [s.slug('jane')] } }), refunded('re', 'in1', 10_000n));
  await s.pass({ days: 31 });
  t.match(await s.books(), { balances: {}, payments: [{ closed: true }], conversions: [{ status: 'refunded' }] });
});
