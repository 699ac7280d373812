import { gzipSync } from 'node:zlib';
import { Type } from '@sinclair/typebox';
import * as fc from 'fast-check';
import t, { type Test } from 'tap';
import { LeadBody, Open, RefundBody, SaleBody } from '../../src/contract/api/index.ts';
import type { Areas } from '../../src/http/areas.ts';
import { holds } from './support/holds.ts';
import { bearer, keyRing, testServer } from './support/server.ts';

const keys = keyRing();
const key = keys.add();
const seen: unknown[] = [];
const areas: Areas = {
  tracking: (app) => {
    const echo = async ({ body }: { readonly body: unknown }): Promise<unknown> => {
      seen.push(body);
      return body;
    };
    app.post('/sales', { schema: { body: SaleBody } }, echo);
    app.post('/leads', { schema: { body: LeadBody } }, echo);
    app.post('/refunds', { schema: { body: RefundBody } }, echo);
    app.post('/open', { schema: { body: Type.Object({ any: Open() }) } }, echo);
  },
};
const server = testServer(t, { findKey: keys.findKey, areas });

const sale = { externalEventId: 'order_1', amount: 10_000, currency: 'usd' };

interface Sent {
  readonly status: number;
  readonly body: {
    readonly code?: string;
    readonly detail?: string;
    readonly errors?: readonly {
      readonly path: string;
      readonly message: string;
      readonly code?: string;
      readonly in: string;
    }[];
  };
}

async function send(
  payload: string | Buffer | object,
  headers: Record<string, string> = {},
  path = '/v1/sales',
): Promise<Sent> {
  const { app } = await server;
  const raw = typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload);
  const before = seen.length;
  const answer = await app.inject({
    method: 'POST',
    url: path,
    payload: raw,
    headers: { 'content-type': 'application/json', ...bearer(key), ...headers },
  });
  if (answer.statusCode >= 400 && seen.length > before) throw new Error('what was refused reached a handler');
  return { status: answer.statusCode, body: answer.json() };
}

/** One wrong member, and what is said of it. */
async function wrong(t: Test, changes: Record<string, unknown>, code: string, path: string): Promise<void> {
  const { status, body } = await send({ ...sale, ...changes });
  t.equal(status, 400, JSON.stringify(changes).slice(0, 80));
  t.equal(body.code, code, JSON.stringify(changes).slice(0, 80));
  t.match(body.errors, [{ in: 'body', path }]);
}

t.test('a sale is taken as it is, in one spelling', async (t) => {
  const { status, body } = await send({
    ...sale,
    affiliateSlug: 'Jane',
    couponCode: 'jane20',
    occurredAt: '2026-03-01T13:00:00+01:00',
  });
  t.equal(status, 200);
  t.strictSame(body, {
    ...sale,
    currency: 'USD',
    affiliateSlug: 'jane',
    couponCode: 'JANE20',
    occurredAt: '2026-03-01T12:00:00.000Z',
  });
});

t.test('M1: amounts are integers from 1 to 2^53 - 1', async (t) => {
  for (const amount of [0, -1, 1.5, 1e21, 2 ** 53, '100', true, null, [1], { amount: 1 }]) {
    await wrong(t, { amount }, 'invalid_amount', '/amount');
  }
  for (const tax of [-1, 0.1, '1']) await wrong(t, { tax }, 'invalid_amount', '/tax');
  t.equal((await send({ ...sale, amount: Number.MAX_SAFE_INTEGER })).status, 200);
  t.equal((await send({ ...sale, amount: 1, tax: 0 })).status, 200);
});

t.test('M1: no digit of an amount is ever rounded away', async (t) => {
  const literal = (amount: string): string => `{"externalEventId":"o","amount":${amount},"currency":"USD"}`;
  for (const amount of [
    '100.00000000000000001',
    '0.99999999999999999999',
    '9007199254740991.4',
    '9007199254740993',
    '1e-400',
    '1000000000000000001e-18',
    '1e400',
    '10.5e0',
  ]) {
    const { status, body } = await send(literal(amount));
    t.equal(status, 400, amount);
    t.equal(body.code, 'invalid_amount', amount);
  }
  for (const [amount, whole] of [
    ['100.0', 100],
    ['1e2', 100],
    ['1.50e1', 15],
    ['1000e-1', 100],
  ] as const) {
    t.match(await send(literal(amount)), { status: 200, body: { amount: whole } }, amount);
  }
});

t.test('M1: any decimal is taken exactly or refused', async (t) => {
  const decimals = fc.tuple(
    fc.bigInt({ min: 1n, max: 10n ** 20n }),
    fc.stringMatching(/^\d{1,24}$/),
    fc.integer({ min: -25, max: 25 }),
  );
  await holds(
    t,
    fc.asyncProperty(decimals, async ([whole, fraction, exponent]) => {
      const text = `${whole}.${fraction}e${exponent}`;
      const digits = BigInt(whole + fraction);
      const shift = exponent - fraction.length;
      const exact =
        shift >= 0
          ? digits * 10n ** BigInt(shift)
          : digits % 10n ** BigInt(-shift) === 0n
            ? digits / 10n ** BigInt(-shift)
            : null;
      const { status, body } = await send(`{"externalEventId":"o","amount":${text},"currency":"USD"}`);
      const possible = exact !== null && exact >= 1n && exact < 2n ** 53n;
      return possible ? status === 200 && 'amount' in body && body.amount === Number(exact) : status === 400;
    }),
    300,
  );
});

t.test('M1: unknown currencies have a code of their own', async (t) => {
  for (const currency of ['XXX', 'dollar', '', 'U$D']) await wrong(t, { currency }, 'unknown_currency', '/currency');
});

t.test('I4: times without zone, unreadable or ahead', async (t) => {
  await wrong(t, { occurredAt: '2026-03-01T12:00:00' }, 'invalid_time', '/occurredAt');
  await wrong(t, { occurredAt: 1_772_366_400 }, 'invalid_time', '/occurredAt');
  await wrong(t, { occurredAt: '2026-03-01T12:05:01Z' }, 'time_in_future', '/occurredAt');
  t.equal((await send({ ...sale, occurredAt: '2026-03-01T12:05:00Z' })).status, 200);
});

t.test('I4: unknown members are refused, wherever they are', async (t) => {
  await wrong(t, { amountCents: 1 }, 'invalid_request', '/amountCents');
  await wrong(t, { customer: { externalId: 'c', phone: '1' } }, 'invalid_request', '/customer/phone');
  await wrong(t, { lineItems: [{ amount: 1, price: 2 }] }, 'invalid_request', '/lineItems/0/price');
  await wrong(t, { 'a/b~c': 1 }, 'invalid_request', '/a~1b~0c');
});

t.test('wrong types and shapes; bodies are not coerced', async (t) => {
  for (const [changes, path] of [
    [{ externalEventId: 7 }, '/externalEventId'],
    [{ externalEventId: '' }, '/externalEventId'],
    [{ externalEventId: 'x'.repeat(256) }, '/externalEventId'],
    [{ externalEventId: 'a\tb' }, '/externalEventId'],
    [{ test: 'true' }, '/test'],
    [{ customer: 'c' }, '/customer'],
    [{ customer: {} }, '/customer'],
    [{ customer: { email: 'no' } }, '/customer/email'],
    [{ lineItems: [] }, '/lineItems'],
    [{ lineItems: { 0: { amount: 1 } } }, '/lineItems'],
    [{ lineItems: [{ amount: 1, quantity: '2' }] }, '/lineItems/0/quantity'],
    [{ metadata: { a: 1 } }, '/metadata/a'],
    [{ metadata: { a: 'x'.repeat(501) } }, '/metadata/a'],
    [{ metadata: { ['n'.repeat(65)]: 'x' } }, `/metadata/${'n'.repeat(65)}`],
    [{ metadata: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`n${n}`, ''])) }, '/metadata'],
    [{ affiliateSlug: 'a b' }, '/affiliateSlug'],
  ] as const) {
    await wrong(t, changes, 'invalid_request', path);
  }
  for (const payload of ['[]', 'null', '1', '"sale"', 'true'])
    t.match(await send(payload), { status: 400, body: { code: 'invalid_request' } });
});

t.test('all wrong places are told at once, at most 20', async (t) => {
  const { body } = await send({ amount: 0, currency: 'XXX', more: 1 });
  t.strictSame(
    body.errors?.map(({ path, code }) => [path, code]),
    [
      ['/externalEventId', undefined],
      ['/more', undefined],
      ['/amount', 'invalid_amount'],
      ['/currency', 'unknown_currency'],
    ],
  );
  t.equal(body.code, 'invalid_request');
  t.match(body.detail, /^In the body: \/externalEventId is missing \(and 3 more\)\.$/);
  const many = Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`unknown${n}`, n]));
  t.equal((await send({ ...sale, ...many })).body.errors?.length, 20);
});

t.test('choices are told as choices', async (t) => {
  const refund = { externalRefundId: 'r' };
  t.match(await send(refund, {}, '/v1/refunds'), {
    status: 400,
    body: { errors: [{ message: 'must have exactly one of: externalEventId, saleId' }] },
  });
  t.match(await send({ ...refund, externalEventId: 'o' }, {}, '/v1/refunds'), {
    status: 200,
    body: { type: 'refund', status: 'succeeded' },
  });
  t.match(await send({ ...refund, externalEventId: 'o', type: 'gift' }, {}, '/v1/refunds'), {
    body: { errors: [{ path: '/type', message: 'must be one of: refund, chargeback, chargeback_reversal' }] },
  });
  t.match(await send({ customer: { processorCustomerId: 'c' } }, {}, '/v1/leads'), {
    status: 400,
    body: { errors: [{ path: '/customer', message: 'must have at least one of: externalId, email' }] },
  });
});

t.test('malformed JSON', async (t) => {
  for (const payload of [
    '',
    '{',
    '{"a":1,}',
    "{'a':1}",
    '{"a":1}{',
    '{"a":\u0001}',
    'NaN',
    '{"a":01}',
    '{"__proto__":{"x":1}}',
    '{"metadata":{"constructor":{"prototype":{}}}}',
    '['.repeat(100_000),
    `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`,
  ]) {
    t.match(await send(payload), { status: 400, body: { code: 'malformed_json' } }, payload.slice(0, 40));
  }
  t.match(
    await send(Buffer.from('{"a":"\xe9"}', 'latin1')),
    { status: 400, body: { code: 'malformed_json' } },
    'not UTF-8',
  );
  t.match(await send(`${JSON.stringify(sale).slice(0, -1)},"metadata":{"brackets":"${'['.repeat(100)}\\"{"}}`), {
    status: 200,
  });
});

t.test('null characters and halves of surrogates never reach a database', async (t) => {
  const raw = (text: string): string => `{"externalEventId":"${text}","amount":1,"currency":"USD"}`;
  for (const text of ['a\\u0000', '\\u0000', '\\ud800', 'x\\uDC00', '\\ud83dx']) {
    const { status, body } = await send(raw(text));
    t.match(
      { status, body },
      { status: 400, body: { code: 'invalid_request', errors: [{ in: 'body', path: '/externalEventId' }] } },
      text,
    );
  }
  t.match(await send('{"any":{"deep":[{"a/b":"\\u0000"}]}}', {}, '/v1/open'), {
    status: 400,
    body: { errors: [{ path: '/any/deep/0/a~1b' }] },
  });
  t.match(await send('{"any":{"\\u0000":1}}', {}, '/v1/open'), { status: 400, body: { errors: [{ path: '/any' }] } });
  t.match(await send(raw('\\ud83d\\ude00')), { status: 200 }, 'a whole pair is a character');
  t.match(await send(raw('\\\\u0000')), { status: 200 }, 'an escaped backslash is no escape');
});

t.test('too large, of another type, encoded', async (t) => {
  t.match(await send(`{"a":"${'x'.repeat(256 * 1024)}"}`), { status: 413, body: { code: 'body_too_large' } });
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'nonsense',
    '',
  ]) {
    t.match(
      await send(sale, { 'content-type': type }),
      { status: 415, body: { code: 'unsupported_media_type' } },
      type,
    );
  }
  t.match(await send(gzipSync(JSON.stringify(sale)), { 'content-encoding': 'gzip' }), {
    status: 415,
    body: { code: 'unsupported_media_type' },
  });
  t.match(await send(sale, { 'content-type': 'application/json; charset=utf-8' }), { status: 200 });
});
