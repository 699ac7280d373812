import t, { type Test } from 'tap';
import type { Conversion, ConversionPage, Explanation } from '../../src/contract/api/index.ts';
import { after, before } from '../../src/testing/time.ts';
import { disputed, noon, paid, refunded } from '../../src/testing/facts.ts';
import { house } from '../flows/house.ts';
import { type Office, office, spring } from './fixtures/office.ts';

const here = await house(t);

const conversionsOf = async (o: Office, query = ''): Promise<Conversion[]> =>
  (await o.get<ConversionPage>(`/conversions?${query}`)).body.data;

async function explain(o: Office, path: string, mode?: 'live' | 'test'): Promise<Explanation> {
  const { status, body } = await o.get<Explanation>(`${path}/explain`, mode);
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

const explainOnly = async (o: Office): Promise<Explanation> => {
  const [conversion] = await conversionsOf(o);
  return explain(o, `/conversions/${conversion?.id}`);
};

/** A calculator must give every printed figure from other printed figures (UI, 6b). */
function addsUp(t: Test, { lines, reversals, postings, recomputed, payment }: Explanation): void {
  for (const line of lines) {
    const steps = reversals.flatMap((step) => step.lines.filter(({ key }) => key === line.key));
    t.equal(-steps.reduce((sum, { change }) => sum + change, 0), line.reversed, 'the changes sum to what is reversed');
    let standing = 0;
    for (const step of steps) {
      t.equal(step.before, standing, 'each begins where the one before ended');
      t.equal(step.change, step.before - step.reversed);
      t.equal(step.commission, line.amount - step.reversed);
      if (step.clamp === null && step.exact !== null && !step.exact.includes('/')) {
        t.equal(Math.round(Number(step.exact)), step.reversed, `${step.exact} rounded`);
      }
      standing = step.reversed;
    }
    const posted = postings.filter(({ lineKey, paymentId }) => lineKey === line.key && paymentId === payment.id);
    const held = posted.reduce((sum, { debit, amount }) => sum + (debit === 'commission_expense' ? amount : 0), 0);
    const back = posted.reduce((sum, { credit, amount }) => sum + (credit === 'commission_expense' ? amount : 0), 0);
    if (!payment.isTest) t.equal(held - back, line.amount - line.reversed, 'and the ledger agrees');
  }
  const last = reversals.at(-1);
  if (last !== undefined) t.equal(last.returned, payment.reversed, 'F ends as it is');
  t.match(recomputed, { differences: 0, details: [] }, 'recomputed from the stored facts, no difference');
}
void t.test('F27, R1: a coupon sale, partly refunded', async (t) => {
  const o = await office(t, here);
  await o.coupon('JANE20', 'jane');
  const click = await o.click('bob', before(noon, { days: 9 }));
  await o.sale('o1', {
    amount: 12_000n,
    tax: 2_000n,
    evidence: { coupons: [{ code: 'JANE20' }], clickIds: [click] },
    customer: { externalId: 'user_1' },
  });
  await o.refund('r1', 'o1', 3_333n, { occurredAt: after(noon, { days: 1 }), reason: 'too small' });
  await o.refund('r2', 'o1', 1n, { occurredAt: after(noon, { days: 2 }) });
  await o.refund('r2', 'o1', 1n, { occurredAt: after(noon, { days: 3 }), status: 'failed' });
  const told = await explainOnly(o);
  addsUp(t, told);
  const [line] = told.lines;
  t.match(told.payment, {
    state: 'credited',
    references: [{ reference: 'o1', connectionId: null }],
    gross: 12_000,
    tax: 2_000,
    base: 10_000,
    refunded: 3_333,
    disputed: 0,
    reversed: 3_333,
    customerExternalId: 'user_1',
    notes: [],
  });
  t.match(told.decision, { outcome: 'credited', method: 'coupon', strategy: 'coupon' });
  t.match(
    told.decision.asked.find(({ strategy }) => strategy === 'click'),
    { outcome: 'outranked', reason: 'click_in_window', values: { enrollmentId: o.enrollment('bob'), clickId: click } },
  );
  t.match(line, {
    amount: 2_000,
    reversed: 556,
    base: 10_000,
    baseKind: 'net',
    model: 'cps',
    terms: [{ level: 'campaign', version: 1 }],
    steps: [
      { op: 'base', values: { kind: 'net', gross: 12_000, result: 10_000 } },
      { op: 'rate', values: { base: 10_000, ppm: 200_000, exact: '2000', result: 2_000 } },
    ],
  });
  const steps = told.reversals.map(({ kind, key, status, returnedBefore, returned, lines: [step] }) => ({
    kind,
    key,
    status,
    returnedBefore,
    returned,
    taken: step?.taken,
    exact: step?.exact,
    clamp: step?.clamp,
    change: step?.change,
  }));
  t.same(steps, [
    {
      kind: 'refund',
      key: 'r1',
      status: 'succeeded',
      returnedBefore: 0,
      returned: 3_333,
      taken: '5555/2',
      exact: '555.5',
      clamp: null,
      change: -556,
    },
    {
      kind: 'refund',
      key: 'r2',
      status: 'succeeded',
      returnedBefore: 3_333,
      returned: 3_334,
      taken: '5/6',
      exact: '1667/3',
      clamp: null,
      change: 0,
    },
    {
      kind: 'refund',
      key: 'r2',
      status: 'failed',
      returnedBefore: 3_334,
      returned: 3_333,
      taken: '0',
      exact: '555.5',
      clamp: null,
      change: 0,
    },
  ]);
  t.match(told.due, { holdDays: 30, graceDays: 0, payableAt: after(noon, { days: 30 }) });
  t.same(
    told.postings.map(({ reason, debit, credit, amount, debitAfter, creditAfter }) => [
      reason,
      debit,
      credit,
      amount,
      debitAfter,
      creditAfter,
    ]),
    [
      ['credited', 'commission_expense', 'pending', 2_000, -2_000, 2_000],
      ['reversed', 'pending', 'commission_expense', 556, 1_444, -1_444],
    ],
  );
  t.equal(told.refundPolicy, 'proportional');
  t.same(told.enrollments.map(({ affiliateName }) => affiliateName).toSorted(), ['bob', 'jane']);
  t.match(
    told.facts.map(({ type }) => type),
    ['payment.received', 'credit.standing', 'refund.changed', 'refund.changed', 'refund.changed'],
  );
  t.equal(JSON.stringify(told).includes('@'), false, 'no e-mail anywhere');
});

void t.test('R1: 100.00 at 20% refunded 33.00 and 67.00: all of it, to the cent, with the clamp told', async (t) => {
  const o = await office(t, here);
  await o.sale('o1', { evidence: { slugs: [o.slug('jane')] } });
  await o.refund('r2', 'o1', 6_700n, { occurredAt: after(noon, { days: 2 }) });
  await o.refund('r1', 'o1', 3_300n, { occurredAt: after(noon, { days: 1 }) });
  const told = await explainOnly(o);
  addsUp(t, told);
  t.match(told.reversals, [
    { key: 'r1', returned: 3_300, lines: [{ change: -660, commission: 1_340, clamp: null }] },
    { key: 'r2', returned: 10_000, lines: [{ change: -1_340, commission: 0, clamp: 'all_returned' }] },
  ]);
  t.match(told.lines, [{ status: 'refunded', reversed: 2_000 }]);
});

void t.test('R1, R3: a dispute that comes on top of a refund takes no more than was paid', async (t) => {
  const o = await office(t, here);
  const evidence = { slugs: [o.slug('jane')] };
  await o.deliver(paid('in_1', { refs: ['ch_1'], evidence }));
  await o.deliver(refunded('re_1', 'ch_1', 6_000n, { occurredAt: after(noon, { days: 1 }) }));
  await o.deliver(disputed('dp_1', 'ch_1', 10_000n, { occurredAt: after(noon, { days: 2 }) }));
  const lost = await explainOnly(o);
  addsUp(t, lost);
  t.match(lost.reversals.at(-1), { kind: 'dispute', counted: 10_000, returned: 10_000, clamp: 'more_than_paid' });
  t.match(lost.payment, { refunded: 6_000, disputed: 10_000, reversed: 10_000 });
  const won = disputed('dp_1', 'ch_1', 10_000n, { occurredAt: after(noon, { days: 2 }) });
  await o.deliver({ ...won, asOf: after(noon, { days: 9 }), reinstated: 10_000n, phase: 'won' });
  const told = await explainOnly(o);
  addsUp(t, told);
  t.match(told.reversals.at(-1), { counted: 0, status: 'won', returned: 6_000, clamp: null, lines: [{ change: 800 }] });
});

void t.test('R6: a refund in another currency counts nothing, and is told', async (t) => {
  const o = await office(t, here);
  await o.deliver(paid('in_1', { evidence: { slugs: [o.slug('jane')] } }));
  await o.deliver(refunded('re_1', 'in_1', 5_000n, { currency: 'EUR' }));
  const told = await explainOnly(o);
  addsUp(t, told);
  t.match(told.reversals, [{ foreign: true, currency: 'EUR', amount: 5_000, counted: null, returned: 0 }]);
  t.same(told.payment.notes, ['reversal_in_other_currency']);
});

void t.test('I2: a payment that became another one is explained by the one that stands', async (t) => {
  const o = await office(t, here);
  await o.deliver(paid('in_1', { evidence: { slugs: [o.slug('jane')] } }));
  await o.deliver(paid('pi_1', { rank: 10, evidence: { slugs: [o.slug('bob')] }, amount: 9_000n }));
  const [loser] = await conversionsOf(o, `affiliateId=${o.affiliate('bob')}`);
  await o.deliver(paid('in_1', { refs: ['pi_1'], evidence: { slugs: [o.slug('jane')] } }));
  const [merged] = await conversionsOf(o, 'status=merged');
  t.equal(merged?.id, loser?.id);
  const told = await explain(o, `/conversions/${merged?.id}`);
  addsUp(t, told);
  t.equal(told.id, merged?.id);
  t.same(told.payment.merged, [merged?.paymentId]);
  t.same(told.payment.references.map(({ reference }) => reference).toSorted(), ['in_1', 'pi_1']);
  t.match(
    told.conversions.find(({ id }) => id === merged?.id),
    { status: 'merged', withdrawn: true, commission: 0, affiliateName: 'bob' },
  );
  t.match(told.lines, [{ enrollmentId: o.enrollment('jane'), amount: 2_000, reversed: 0 }]);
  const bobs = told.postings.filter(({ affiliateId }) => affiliateId === o.affiliate('bob'));
  t.same(
    bobs.map(({ reason, amount, paymentId }) => [reason, amount, paymentId]),
    [
      ['credited', 1_800, merged?.paymentId],
      ['merged', 1_800, merged?.paymentId],
    ],
  );
  t.equal(bobs.at(-1)?.debitAfter, 0, "bob's account of this payment ends at nothing");
  const byPayment = await explain(o, `/payments/${merged?.paymentId}`);
  t.same({ ...byPayment, asOf: told.asOf }, { ...told, id: null }, 'by the id of the one that is gone too');
});

void t.test('F29: nobody is credited, and why', async (t) => {
  const o = await office(t, here);
  const click = await o.click('jane', before(noon, { days: 62 }));
  const { intake } = await o.sale('o1', { evidence: { clickIds: [click], coupons: [{ code: 'NOBODYS' }] } });
  const told = await explain(o, `/payments/${intake.paymentId}`);
  addsUp(t, told);
  t.match(told, {
    id: null,
    payment: { state: 'uncredited', reason: 'unknown_code', base: null, gross: 10_000 },
    decision: { outcome: 'nobody', shares: [] },
    due: null,
    lines: [],
    postings: [],
    conversions: [],
    reversals: [],
    refundPolicy: null,
  });
  t.match(
    told.decision.asked.find(({ strategy }) => strategy === 'click'),
    { outcome: 'passed', reason: 'click_expired', values: { clickId: click, until: before(noon, { days: 2 }) } },
  );
  t.match(told.enrollments, [{ affiliateName: 'jane' }], 'whom the click named');
});

void t.test('A7: a self-referral is kept as denied, and nothing was ever posted', async (t) => {
  const o = await office(t, here);
  await o.sale('o1', { evidence: { slugs: [o.slug('jane')] }, customer: { email: 'Jane@affiliates.test' } });
  await o.refund('r1', 'o1', 5_000n);
  const told = await explainOnly(o);
  addsUp(t, told);
  t.match(told, {
    payment: { state: 'denied', reason: 'self_referral' },
    decision: { outcome: 'denied', reason: 'self_referral', shares: [{ enrollmentId: o.enrollment('jane') }] },
    denial: null,
    conversions: [{ status: 'denied', commission: 0 }],
    lines: [],
    postings: [],
    reversals: [{ key: 'r1', returned: 5_000, lines: [] }],
  });
});

void t.test('A11: a moved one: what was posted is reversed and credited anew, with who and why', async (t) => {
  const o = await office(t, here);
  await o.sale('o1', { evidence: { slugs: [o.slug('jane')] } });
  const [before] = await conversionsOf(o);
  const body = { enrollmentId: o.enrollment('bob'), reason: 'bob had sent the buyer' };
  t.equal((await o.post(`/conversions/${before?.id}/move`, body)).status, 200);
  const told = await explain(o, `/conversions/${before?.id}`);
  addsUp(t, told);
  t.match(told, {
    id: before?.id,
    decision: { outcome: 'credited', reason: 'assigned', method: 'manual', strategy: null },
    assigned: { reason: 'bob had sent the buyer', actor: /^key:/ },
    lines: [{ enrollmentId: o.enrollment('bob'), amount: 2_000 }],
  });
  t.match(
    told.decision.asked.find(({ strategy }) => strategy === 'slug'),
    { outcome: 'outranked', values: { enrollmentId: o.enrollment('jane') } },
  );
  t.match(
    told.conversions.map(({ affiliateName, withdrawn, commission }) => [affiliateName, withdrawn, commission]),
    [
      ['jane', true, 0],
      ['bob', false, 2_000],
    ],
  );
  t.same(
    told.postings.map(({ reason, affiliateId, amount }) => [reason, affiliateId, amount]).toSorted(),
    [
      ['credited', o.affiliate('jane'), 2_000],
      ['credit_withdrawn', o.affiliate('jane'), 2_000],
      ['credited', o.affiliate('bob'), 2_000],
    ].toSorted(),
  );
});

void t.test('A8, R1: a closed one, refunded after: only V moves, out of what is payable', async (t) => {
  const o = await office(t, here);
  await o.sale('o1', { occurredAt: spring, evidence: { slugs: [o.slug('jane')] } });
  await o.pass({ hours: 2 });
  await o.refund('r1', 'o1', 2_500n, { occurredAt: noon });
  const told = await explainOnly(o);
  addsUp(t, told);
  t.match(told, {
    closed: true,
    lines: [{ status: 'approved', amount: 2_000, reversed: 500 }],
    reversals: [{ lines: [{ exact: '500', change: -500 }] }],
  });
  t.same(
    told.postings.map(({ reason, debit, credit, debitAfter, creditAfter }) => [
      reason,
      debit,
      credit,
      debitAfter,
      creditAfter,
    ]),
    [
      ['credited', 'commission_expense', 'pending', -2_000, 2_000],
      ['matured', 'pending', 'payable', 0, 2_000],
      ['reversed', 'payable', 'commission_expense', 1_500, -1_500],
    ],
  );
});

void t.test('R10: a denial and what reinstated it stand among what happened', async (t) => {
  const o = await office(t, here);
  await o.sale('o1', { evidence: { slugs: [o.slug('jane')] } });
  await o.refund('r1', 'o1', 5_000n, { occurredAt: after(noon, { hours: 1 }) });
  const [conversion] = await conversionsOf(o);
  await o.post(`/conversions/${conversion?.id}/deny`, { reason: 'own orders' });
  const denied = await explainOnly(o);
  addsUp(t, denied);
  t.match(denied, {
    payment: { state: 'denied' },
    denial: { reason: 'own orders' },
    reversals: [
      { kind: 'refund', lines: [{ change: -1_000 }] },
      { kind: 'denied', key: null, reason: 'own orders', lines: [{ change: -1_000, clamp: 'denied', exact: null }] },
    ],
  });
  await o.post(`/conversions/${conversion?.id}/reinstate`, { reason: 'a mistake' });
  const told = await explainOnly(o);
  addsUp(t, told);
  t.match(told.reversals.at(-1), {
    kind: 'reinstated',
    reason: 'a mistake',
    lines: [{ change: 1_000, commission: 1_000 }],
  });
  t.equal(told.denial, null);
});

void t.test('C9: a test runs the whole line and posts nothing', async (t) => {
  const o = await office(t, here);
  const { intake } = await o.sale('o1', { mode: 'test', evidence: { slugs: [o.slug('jane')] } });
  const told = await explain(o, `/payments/${intake.paymentId}`, 'test');
  addsUp(t, told);
  t.match(told, { payment: { isTest: true }, lines: [{ amount: 2_000 }], postings: [] });
  const live = await o.sale('o2', { evidence: { slugs: [o.slug('jane')] } });
  t.match(await o.get(`/payments/${live.intake.paymentId}/explain`, 'test'), { status: 404 });
});

void t.test("another organization's ids and ids of nothing are not there", async (t) => {
  const o = await office(t, here);
  const theirs = await office(t, here);
  const { intake } = await theirs.sale('o1', { evidence: { slugs: [theirs.slug('jane')] } });
  const [conversion] = await conversionsOf(theirs);
  for (const path of [
    `/payments/${intake.paymentId}`,
    `/conversions/${conversion?.id}`,
    `/payments/${conversion?.id}`,
    `/conversions/${intake.paymentId}`,
    `/payments/${o.campaign()}`,
  ]) {
    t.match(await o.get(`${path}/explain`), { status: 404, body: { code: 'not_found' } }, path);
  }
  for (const id of ['1', '%00', 'x'.repeat(300), '019a9f3c-6d1e-7b42-9c55-2f6f3f1f0a1', "'%20or%201=1"]) {
    const { status } = await o.get(`/conversions/${id}/explain`);
    t.ok(status === 400 || status === 404, `${id}: ${status}`);
  }
});

void t.test('a lead is explained too; a refund that waits for its sale as well (R5)', async (t) => {
  const o = await office(t, here);
  const lead = await o.lead({ externalId: 'user_1' }, { evidence: { slugs: [o.slug('jane')] } });
  const told = await explain(o, `/payments/${lead.intake.paymentId}`);
  addsUp(t, told);
  t.match(told, { payment: { kind: 'lead', currency: null, references: [] }, conversions: [{ type: 'lead' }] });
  await o.refund('r9', 'o9', 500n, { currency: 'USD' });
  const { body } = await o.get<{ data: { id: string }[] }>('/payments?state=waiting');
  const waiting = await explain(o, `/payments/${body.data[0]?.id}`);
  addsUp(t, waiting);
  t.match(waiting, { payment: { state: 'waiting', occurredAt: null, gross: 0 }, decision: { outcome: 'nobody' } });
});
