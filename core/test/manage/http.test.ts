import { createHmac } from 'node:crypto';
import t from 'tap';
import { settlePayment } from '../../src/flows/settle-payment.ts';
import { leaseRevisits } from '../../src/store/doors.ts';
import { type Brand, testServer } from './fixtures/server.ts';

const { brand, server } = await testServer(t);
const destinationUrl = 'https://example.com/';

/** The id of what a call made. */
async function made(call: Brand['call'], path: string, body: object): Promise<string> {
  const { status, body: answer } = await call('POST', path, body);
  if (status !== 201) throw new Error(`POST ${path}: ${status} ${JSON.stringify(answer)}`);
  return String(answer['id']);
}

/** A campaign at 20%, and Jane in it with a code. */
async function programme({ call }: Brand) {
  const terms = { commission: { models: { cps: { kind: 'percent', rate: 200_000 } } } };
  const campaign = await made(call, '/campaigns', {
    name: 'Main',
    slug: 'main',
    state: 'active',
    destinationUrl,
    terms,
  });
  const affiliate = await made(call, '/affiliates', { name: 'Jane Doe', email: 'jane@example.com' });
  const enrollment = await made(call, '/enrollments', { campaignId: campaign, affiliateId: affiliate });
  const coupon = await made(call, '/coupons', { enrollmentId: enrollment, code: 'jane20' });
  return { campaign, affiliate, enrollment, coupon };
}

const sale = { amount: 10_000, currency: 'USD', couponCode: 'JANE20' };

void t.test('from nothing to a credited sale by the API alone', async (t) => {
  const acme = await brand();
  const { call } = acme;
  await programme(acme);
  const { status, body } = await call('POST', '/sales', { externalEventId: 'order-1', ...sale });
  t.equal(status, 201);
  t.match(body, { credited: true, commissions: [{ amount: 2000, currency: 'USD' }] });
});

void t.test('A6: removing with denyPending denies what is pending, with a reason, and may be repeated', async (t) => {
  const acme = await brand();
  const { call } = acme;
  const { enrollment } = await programme(acme);
  for (const externalEventId of ['order-1', 'order-2']) await call('POST', '/sales', { externalEventId, ...sale });

  const path = `/enrollments/${enrollment}`;
  t.match(await call('PATCH', path, { status: 'removed', denyPending: true }), {
    status: 400,
    body: { errors: [{ path: '/reason' }] },
  });
  const removal = { status: 'removed', denyPending: true, reason: 'bought through own links' };
  t.match(await call('PATCH', path, { ...removal, status: 'paused' }), { status: 400 });
  t.match(await call('PATCH', path, removal), { status: 200, body: { status: 'removed' } });
  t.match(await call('PATCH', path, removal), { status: 200 }, 'again');
  for (const externalEventId of ['order-1', 'order-2']) {
    const { body } = await call('POST', '/sales', { externalEventId, ...sale });
    t.match(body, { deduped: true, status: 'denied', commissions: [{ amount: 0 }] });
  }
  const { body } = await call('POST', '/sales', { externalEventId: 'order-3', ...sale });
  t.match(body, { credited: false }, 'the code credits nobody any more');
});

void t.test('C1, A8: terms dated back have open sales decided again', async (t) => {
  const acme = await brand();
  const { call } = acme;
  const { enrollment } = await programme(acme);
  const first = await call('POST', '/sales', { externalEventId: 'order-1', ...sale });
  t.match(first.body, { commissions: [{ amount: 2000 }] });
  const models = { cps: { rate: 300_000 } };
  const raised = await call('POST', `/enrollments/${enrollment}/terms`, {
    terms: { models },
    validFrom: '2020-01-01T00:00:00Z',
  });
  t.match(raised, { status: 201, body: { number: 1, validFrom: '2020-01-01T00:00:00.000Z' } });
  t.match(await call('POST', '/sales', { externalEventId: 'order-2', ...sale }), {
    body: { commissions: [{ amount: 3000 }] },
  });
  const due = await leaseRevisits(server.engine.store, 10, 60);
  t.same(
    due.map(({ paymentId }) => paymentId),
    [first.body['id']],
  );
  await settlePayment(server.engine, { organizationId: acme.organizationId, actor: 'core' }, due[0]!.paymentId);
  const now = await call('POST', '/sales', { externalEventId: 'order-1', ...sale });
  t.match(now.body, { deduped: true, commissions: [{ amount: 3000 }] });
  t.match(await call('POST', `/enrollments/${enrollment}/terms`, { terms: { models: { cps: { rate: 2_000_000 } } } }), {
    status: 422,
    body: { code: 'invalid_terms', errors: [{ in: 'body', path: '/terms/models/cps/rate' }] },
  });
});

void t.test('reading needs the scope read, changing needs manage', async (t) => {
  const { call } = await brand();
  const reader = await call('POST', '/api-keys', { name: 'Reader', scopes: ['read'] });
  t.equal(reader.status, 201);
  const key = String(reader.body['key']);
  for (const path of [
    'organization',
    'campaigns',
    'groups',
    'affiliates',
    'enrollments',
    'links',
    'coupons',
    'connections',
    'api-keys',
    'audit',
  ]) {
    t.equal((await call('GET', `/${path}`, undefined, key)).status, 200, path);
  }
  const affiliate = { name: 'Jane', email: 'jane@example.com' };
  t.match(await call('POST', '/affiliates', affiliate, key), { status: 403, body: { code: 'key_out_of_scope' } });
  const tracker = await call('POST', '/api-keys', { name: 'Tracker', scopes: ['track'] });
  t.match(await call('GET', '/campaigns', undefined, String(tracker.body['key'])), { status: 403 });
  await call('POST', `/api-keys/${String(reader.body['id'])}/revoke`);
  const managing = { name: 'Bound', scopes: ['manage'], campaignId: '019a9f3c-6d1e-7b42-9c55-2f6f3f1f0a11' };
  t.match(await call('POST', '/api-keys', managing), { status: 400, body: { errors: [{ path: '/campaignId' }] } });
});

void t.test('pages: 50 rows unless asked otherwise, at most 200, counted', async (t) => {
  const { call } = await brand();
  for (let n = 0; n < 3; n++) await made(call, '/affiliates', { name: `P${n}`, email: `p${n}@example.com` });
  const first = await call('GET', '/affiliates?take=2&sort=name');
  t.match(first.body, { data: [{ name: 'P0' }, { name: 'P1' }], total: 3 });
  const next = await call('GET', `/affiliates?take=2&sort=name&cursor=${String(first.body['nextCursor'])}`);
  t.match(next.body, { data: [{ name: 'P2' }], nextCursor: null });
  for (const wrong of ['take=0', 'take=201', 'take=x', 'sort=salt', 'cursor=x', 'unknown=1', 'email=%00']) {
    t.match(await call('GET', `/affiliates?${wrong}`), { status: 400, body: { code: 'invalid_request' } }, wrong);
  }
});

void t.test(
  'I3: a repeated signed request makes no second key, and its first answer is kept without the secret',
  async (t) => {
    const { call } = await brand();
    const { body } = await call('POST', '/api-keys', { name: 'Signed', scopes: ['read', 'manage'], signed: true });
    const [key, secret] = [String(body['key']), String(body['signingSecret'])];
    const payload = JSON.stringify({ name: 'Second', scopes: ['track'] });
    const seconds = Math.floor(Date.now() / 1000);
    const signature = createHmac('sha256', Buffer.from(secret.slice(6), 'base64')).update(
      `msg_1.${seconds}.${payload}`,
    );
    const headers = {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(seconds),
      'webhook-signature': `v1,${signature.digest('base64')}`,
    };
    const post = async () => server.app.inject({ method: 'POST', url: '/v1/api-keys', headers, payload });
    const [first, again] = [await post(), await post()];
    t.match([first.statusCode, again.statusCode], [201, 201]);
    t.match(first.json(), { key: /^fl_live_/ });
    t.match(again.json(), { id: first.json().id, key: '', signingSecret: '' });
  },
);
