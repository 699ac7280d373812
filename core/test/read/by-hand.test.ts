import t from 'tap';
import type { Conversion, ConversionPage, ManualChange, PaymentPage } from '../../src/contract/api/index.ts';
import { after, before } from '../../src/testing/time.ts';
import { noon, paid } from '../../src/testing/facts.ts';
import { house } from '../flows/house.ts';
import { type Answered, type Office, office, spring } from './fixtures/office.ts';

const here = await house(t);

const conversionsOf = async (o: Office, query = ''): Promise<Conversion[]> =>
  (await o.get<ConversionPage>(`/conversions?${query}`)).body.data;

/** A brand with one sale of jane's, and its conversion. */
async function janesSale(t: { teardown(handler: () => Promise<void>): void }) {
  const o = await office(t, here);
  const { intake } = await o.sale('o1', { occurredAt: spring, evidence: { slugs: [o.slug('jane')] } });
  const [conversion] = await conversionsOf(o);
  return { o, paymentId: intake.paymentId, conversion: conversion?.id ?? '' };
}

const reason = 'asked for by mail';
const change = (o: Office, path: string, body: object = { reason }): Promise<Answered<ManualChange>> =>
  o.post<ManualChange>(path, body);

void t.test('F29, A11: an unattributed payment is listed with its nearest miss, and assigned', async (t) => {
  const o = await office(t, here);
  const click = await o.click('jane', before(noon, { days: 62 }));
  const { intake } = await o.sale('o1', { evidence: { clickIds: [click] }, customer: { externalId: 'user_1' } });
  await o.sale('o2', { evidence: {} });
  await o.sale('o3', { evidence: { slugs: [o.slug('jane')] } });
  const listed = await o.get<PaymentPage>('/payments?unattributed=true');
  t.match(listed.body.data, [
    { externalEventId: 'o2', state: 'uncredited', reason: 'no_evidence', nearest: [] },
    {
      id: intake.paymentId,
      externalEventId: 'o1',
      reason: 'click_expired',
      amount: 10_000,
      currency: 'USD',
      customerExternalId: 'user_1',
      nearest: [{ strategy: 'click', outcome: 'passed', reason: 'click_expired', values: { clickId: click } }],
    },
  ]);
  const path = `/payments/${intake.paymentId}/assign`;
  const { status, body } = await change(o, path, { enrollmentId: o.enrollment('jane'), reason });
  t.equal(status, 200);
  t.match(body, {
    paymentId: intake.paymentId,
    state: 'credited',
    credited: true,
    reason: 'assigned',
    conversions: [{ enrollmentId: o.enrollment('jane') }],
    commissions: [{ amount: 2_000, currency: 'USD' }],
  });
  t.same((await o.books()).balances, { 'jane.pending': 4_000n });
  t.match(await o.get(`/facts?paymentId=${intake.paymentId}`), {
    body: { data: [{}, { type: 'credit.assigned', reason, actor: /^key:/ }, {}] },
  });
  t.match(await conversionsOf(o, 'method=manual'), [{ externalEventId: 'o1', attributionMethod: 'manual' }]);
  t.match(await change(o, path, { enrollmentId: o.enrollment('bob'), reason }), {
    status: 409,
    body: { code: 'illegal_transition', from: 'credited', to: 'assign', detail: /nothing can be done/ },
  });
});

void t.test('A6: an enrollment that was named and cannot be credited is the nearest miss', async (t) => {
  const o = await office(t, here);
  await o.setStatus('jane', 'paused', '2026-01-01T00:00:00.000Z');
  const { intake } = await o.sale('o1', { evidence: { slugs: [o.slug('jane')] } });
  const { body } = await o.get<PaymentPage>('/payments?unattributed=true');
  t.match(body.data[0]?.nearest[0], { strategy: 'slug', outcome: 'passed_over', reason: 'enrollment_paused' });
  t.match(await change(o, `/payments/${intake.paymentId}/assign`, { enrollmentId: o.enrollment('jane'), reason }), {
    status: 422,
    body: { code: 'not_creditable', reason: 'enrollment_paused' },
  });
  t.match(await change(o, `/payments/${intake.paymentId}/assign`, { enrollmentId: o.campaign(), reason }), {
    status: 422,
    body: { code: 'unknown_reference', errors: [{ in: 'body', path: '/enrollmentId' }] },
  });
  t.match((await o.get<PaymentPage>('/payments?unattributed=true')).body.data, [{ id: intake.paymentId }], 'unchanged');
});

void t.test('A11: evidence that names a campaign does not bind a person', async (t) => {
  const o = await office(t, here, { campaigns: [{ slug: 'main' }, { slug: 'other', affiliates: ['zed'] }] });
  const { intake } = await o.sale('o1', { evidence: { campaign: 'other' } });
  t.match(await change(o, `/payments/${intake.paymentId}/assign`, { enrollmentId: o.enrollment('jane'), reason }), {
    status: 200,
    body: { credited: true },
  });
});

void t.test('A11, A4: a move reverses and credits anew, and takes the lock along', async (t) => {
  const o = await office(t, here);
  const customer = { externalId: 'user_1' };
  await o.sale('o1', { evidence: { slugs: [o.slug('jane')] }, customer });
  await o.sale('o2', { occurredAt: after(noon, { days: 1 }), customer });
  const first = (await conversionsOf(o)).find(({ externalEventId }) => externalEventId === 'o1');
  t.same((await o.books()).balances, { 'jane.pending': 4_000n });
  const moved = await change(o, `/conversions/${first?.id}/move`, { enrollmentId: o.enrollment('bob'), reason });
  t.match(moved, { status: 200, body: { state: 'credited', commissions: [{ enrollmentId: o.enrollment('bob') }] } });
  await o.work();
  t.same((await o.books()).balances, { 'bob.pending': 4_000n });
  t.match(await change(o, `/conversions/${first?.id}/move`, { enrollmentId: o.enrollment('jane'), reason }), {
    status: 409,
    body: { from: 'withdrawn', detail: /nothing can be done/ },
  });
  const [there] = moved.body.conversions;
  t.match(await change(o, `/conversions/${there?.id}/move`, { enrollmentId: o.enrollment('bob'), reason }), {
    status: 409,
    body: { to: 'move', legal: ['deny'] },
  });
});

void t.test('A8, A11: one moved after its hold is open again, and closes anew', async (t) => {
  const { o, conversion } = await janesSale(t);
  await o.pass({ hours: 2 });
  t.same((await o.books()).balances, { 'jane.payable': 2_000n });
  await change(o, `/conversions/${conversion}/move`, { enrollmentId: o.enrollment('bob'), reason });
  await o.pass({ hours: 2 });
  t.same((await o.books()).balances, { 'bob.payable': 2_000n });
});

void t.test('R10: denied, nothing is left whatever arrives; reinstated, V is V(F) again', async (t) => {
  const { o, conversion } = await janesSale(t);
  t.match(await change(o, `/conversions/${conversion}/deny`), {
    status: 200,
    body: { state: 'denied', reason: 'denied_by_person', status: 'denied', commissions: [{ amount: 0 }] },
  });
  await o.refund('r1', 'o1', 5_000n);
  t.same((await o.books()).balances, {});
  t.match(await conversionsOf(o, 'status=denied'), [{ id: conversion, commission: 2_000, reversedCommission: 2_000 }]);
  for (const path of ['deny', 'move']) {
    const body = path === 'deny' ? { reason } : { reason, enrollmentId: o.enrollment('bob') };
    t.match(await change(o, `/conversions/${conversion}/${path}`, body), {
      status: 409,
      body: { code: 'illegal_transition', from: 'denied', to: path, legal: ['reinstate'] },
    });
  }
  t.match(await change(o, `/conversions/${conversion}/reinstate`), { status: 200, body: { state: 'credited' } });
  t.same((await o.books()).balances, { 'jane.pending': 1_000n });
  t.match(await change(o, `/conversions/${conversion}/reinstate`), {
    status: 409,
    body: { from: 'approved', to: 'reinstate', legal: ['move', 'deny'] },
  });
});

void t.test('R10: a refunded one has nothing to deny; it can still be moved', async (t) => {
  const { o, conversion } = await janesSale(t);
  await o.refund('r1', 'o1');
  t.match(await change(o, `/conversions/${conversion}/deny`), {
    status: 409,
    body: { from: 'refunded', to: 'deny', legal: ['move'] },
  });
});

void t.test('A7: what was denied as a self-referral is moved to whom it belongs, even to the same', async (t) => {
  const o = await office(t, here);
  await o.sale('o1', { evidence: { slugs: [o.slug('jane')] }, customer: { email: 'jane@affiliates.test' } });
  const [denied] = await conversionsOf(o);
  t.match(await change(o, `/conversions/${denied?.id}/deny`), { status: 409, body: { legal: ['move'] } });
  t.match(await change(o, `/conversions/${denied?.id}/reinstate`), { status: 409, body: { legal: ['move'] } });
  const body = { enrollmentId: o.enrollment('jane'), reason: 'she bought it for a customer' };
  t.match(await change(o, `/conversions/${denied?.id}/move`, body), { status: 200, body: { credited: true } });
  t.same((await o.books()).balances, { 'jane.pending': 2_000n });
});

void t.test('what waits, is tentative or became another payment cannot be assigned', async (t) => {
  const o = await office(t, here);
  const enrollmentId = o.enrollment('jane');
  const [tentative] = await o.deliver(paid('pi_1', { rank: 10, tentative: true }));
  t.match(await change(o, `/payments/${tentative?.intake.paymentId}/assign`, { enrollmentId, reason }), {
    status: 409,
    body: { from: 'tentative', detail: /nothing can be done/ },
  });
  const [older] = await o.deliver(paid('in_2', {}));
  const [newer] = await o.deliver(paid('pi_2', { rank: 10 }));
  await o.deliver(paid('in_2', { refs: ['pi_2'] }));
  t.match(await change(o, `/payments/${newer?.intake.paymentId}/assign`, { enrollmentId, reason }), {
    status: 409,
    body: { from: 'merged', detail: /nothing can be done/ },
  });
  t.match(await change(o, `/payments/${older?.intake.paymentId}/assign`, { enrollmentId, reason }), { status: 200 });
});

void t.test('two people at once: one denies, the other is told', async (t) => {
  const { o, conversion } = await janesSale(t);
  const answers = await Promise.all(
    [1, 2, 3, 4].map((n) => change(o, `/conversions/${conversion}/deny`, { reason: `reason ${n}` })),
  );
  t.same(answers.map(({ status }) => status).toSorted(), [200, 409, 409, 409]);
});

void t.test('C9: a test key touches tests only; a live key both', async (t) => {
  const { o, conversion, paymentId } = await janesSale(t);
  const tested = await o.sale('trial', { mode: 'test', evidence: { slugs: [o.slug('jane')] } });
  const none = await o.sale('nobody', { mode: 'test', evidence: {} });
  const [trial] = await conversionsOf(o, 'isTest=true');
  const enrollmentId = o.enrollment('bob');
  for (const [path, body] of [
    [`/conversions/${conversion}/deny`, { reason }],
    [`/conversions/${conversion}/reinstate`, { reason }],
    [`/conversions/${conversion}/move`, { reason, enrollmentId }],
    [`/payments/${paymentId}/assign`, { reason, enrollmentId }],
  ] as const) {
    t.match(await o.post(path, body, 'test'), { status: 404, body: { code: 'not_found' } }, path);
  }
  t.equal((await o.post(`/conversions/${trial?.id}/deny`, { reason }, 'test')).status, 200);
  t.equal((await o.post(`/conversions/${trial?.id}/reinstate`, { reason })).status, 200);
  t.match(await o.post(`/payments/${none.intake.paymentId}/assign`, { reason, enrollmentId }, 'test'), {
    status: 200,
    body: { isTest: true, credited: true },
  });
  t.same((await o.books()).balances, { 'jane.pending': 2_000n });
  t.equal(tested.intake.mode, 'test');
});

void t.test('bad input and foreign ids: a 4xx, and nothing changed', async (t) => {
  const { o, conversion, paymentId } = await janesSale(t);
  const theirs = await office(t, here);
  const enrollmentId = o.enrollment('bob');
  for (const [path, body, status] of [
    [`/conversions/${conversion}/deny`, {}, 400],
    [`/conversions/${conversion}/deny`, { reason: '' }, 400],
    [`/conversions/${conversion}/deny`, { reason: 'a\u0000b' }, 400],
    [`/conversions/${conversion}/deny`, { reason: 'x'.repeat(501) }, 400],
    [`/conversions/${conversion}/deny`, { reason: 7 }, 400],
    [`/conversions/${conversion}/deny`, { reason, because: 'x' }, 400],
    [`/conversions/${conversion}/move`, { reason }, 400],
    [`/conversions/${conversion}/move`, { reason, enrollmentId: 'bob' }, 400],
    [`/conversions/${conversion}/move`, { reason, enrollmentId: theirs.enrollment('jane') }, 422],
    [`/conversions/${paymentId}/deny`, { reason }, 404],
    [`/payments/${conversion}/assign`, { reason, enrollmentId }, 404],
    ['/conversions/1/deny', { reason }, 400],
    ['/conversions/%00/deny', { reason }, 400],
  ] as const) {
    t.match(await o.post(path, body), { status }, `${path} ${JSON.stringify(body).slice(0, 80)}`);
  }
  t.match(await theirs.post(`/conversions/${conversion}/deny`, { reason }), { status: 404 });
  t.match(await theirs.post(`/payments/${paymentId}/assign`, { reason, enrollmentId }), { status: 404 });
  t.match(await conversionsOf(o), [{ id: conversion, status: 'approved', commission: 2_000, reversedCommission: 0 }]);
});
