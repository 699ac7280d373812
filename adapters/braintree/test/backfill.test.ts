import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Fact, ProcessorRefused } from '@fairlead/core/plugin';
import { paymentsOf } from '@fairlead/core/testing';
import t from 'tap';
import type { Gateway } from '../src/backfill.ts';
import { braintreeAdapter } from '../src/index.ts';
import { loadSdk } from '../src/sdk.ts';
import { xml } from '../src/simulator/xml.ts';

const credentials = { merchantId: 'acme', publicKey: 'publickey0000001', privateKey: 'privatekey1' };
const [since, until] = [new Date('2026-11-01T00:00:00.000Z'), new Date('2026-11-08T00:00:00.000Z')];
const settings = { aliases: { click: [], customer: [], campaign: [] } };

const sale = {
  id: 'tx1',
  type: 'sale',
  status: 'settled',
  amount: '100.00',
  currencyIsoCode: 'EUR',
  createdAt: '2026-11-02T09:00:00Z',
  updatedAt: '2026-11-03T09:00:00Z',
  customer: { id: 'c1', email: 'zoe@example.com', phone: '+49 30 1' },
  customFields: { fairleadClickId: 'click_1' },
  creditCard: { last4: '4242', cardholderName: 'Zoë' },
};
const refund = { ...sale, id: 'rf1', type: 'credit', amount: '30.00', refundedTransactionId: 'tx1', customFields: '' };
const voided = {
  ...sale,
  id: 'tx2',
  status: 'voided',
  statusHistory: [{ status: 'authorized' }, { status: 'submitted_for_settlement' }, { status: 'voided' }],
};
const lost = {
  id: 'dp1',
  kind: 'chargeback',
  status: 'lost',
  amountDisputed: '100.00',
  amountWon: '0.00',
  currencyIsoCode: 'EUR',
  receivedDate: '2026-11-05',
  updatedAt: '2026-11-06T10:00:00Z',
  transaction: { id: 'tx3' },
};

/** Finds what it is given, by the name of the time that is asked for. */
function gateway(found: Readonly<Record<string, readonly object[]>>, asked: unknown[] = []): Gateway {
  const search = (ask: (search: never) => void) => {
    let name = '';
    const between = (from: Date, to: Date) => asked.push([name, from.toISOString(), to.toISOString()]);
    ask(new Proxy({}, { get: (_target, field) => ((name = String(field)), () => ({ between })) }) as never);
    return (async function* () {
      yield* found[name] ?? [];
    })();
  };
  return { transaction: { search }, dispute: { search } };
}

async function backfilled(open: () => Promise<Gateway>, given = credentials) {
  const adapter = braintreeAdapter({}, open);
  const account = { mode: 'live', account: null, credentials: given } as const;
  const deliveries = [];
  for await (const page of adapter.backfill?.(account, since, until) ?? []) deliveries.push(...page.deliveries);
  const facts: readonly Fact[] = deliveries.flatMap((delivery) => adapter.facts(delivery, settings).facts);
  return { adapter, deliveries, facts };
}

t.test('one-off sales, refunds, voids and disputes, each found as often as it moved money', async (t) => {
  const asked: unknown[] = [];
  const found = {
    createdAt: [sale, refund, voided],
    settledAt: [sale, refund],
    voidedAt: [voided],
    effectiveDate: [lost],
  };
  const { deliveries, facts } = await backfilled(async () => gateway(found, asked));
  t.match(paymentsOf(facts), [
    {
      refs: ['tx1'],
      state: { gross: 10_000n, reversed: 3000n, billing: 'one_time', evidence: { clickIds: ['click_1'] } },
    },
    { refs: ['tx2'], state: { gross: 10_000n, reversed: 10_000n } },
    { refs: ['tx3'], state: { kind: 'waiting', reversals: [{ kind: 'dispute', status: 'lost' }] } },
  ]);
  t.equal(deliveries.length, 7);
  t.equal(new Set(deliveries.map(({ eventId }) => eventId)).size, 4, 'what is found twice is one find');
  t.same(asked, [
    ['createdAt', '2026-11-01T00:00:00.000Z', '2026-11-07T23:59:59.000Z'],
    ['submittedForSettlementAt', '2026-11-01T00:00:00.000Z', '2026-11-07T23:59:59.000Z'],
    ['settledAt', '2026-11-01T00:00:00.000Z', '2026-11-07T23:59:59.000Z'],
    ['voidedAt', '2026-11-01T00:00:00.000Z', '2026-11-07T23:59:59.000Z'],
    ['failedAt', '2026-11-01T00:00:00.000Z', '2026-11-07T23:59:59.000Z'],
    ['effectiveDate', '2026-11-01T00:00:00.000Z', '2026-11-07T23:59:59.000Z'],
  ]);
});

t.test('nothing of the card is kept, and another state is another find', async (t) => {
  const { deliveries } = await backfilled(async () => gateway({ createdAt: [sale, { ...sale, status: 'settling' }] }));
  const [body = ''] = deliveries.map((delivery) => Buffer.from(delivery.body).toString());
  t.notMatch(body, /4242|cardholder|phone/);
  t.equal(new Set(deliveries.map(({ eventId }) => eventId)).size, 2);
});

t.test('Conformance 7: found and notified, a subscription’s charge is one payment', async (t) => {
  const { adapter, facts } = await backfilled(async () =>
    gateway({ createdAt: [{ ...sale, subscriptionId: 'sub1' }] }),
  );
  const { customer, ...plain } = sale;
  const subject = { subscription: { id: 'sub1', currentBillingCycle: '1', transactions: [{ ...plain, customer }] } };
  const body = xml('notification', {
    timestamp: '2026-11-02T09:00:01Z',
    kind: 'subscription_charged_successfully',
    subject,
  });
  const told = adapter.facts(
    {
      eventId: 'e',
      type: 'subscription_charged_successfully',
      occurredAt: '2026-11-02T09:00:01.000Z',
      body: Buffer.from(adapter.simulator?.seal?.(body, 'a|b', until) ?? ''),
    },
    settings,
  ).facts;
  const payments = paymentsOf([...facts, ...told]);
  t.match(payments, [{ refs: ['tx1'], state: { gross: 10_000n, subscription: 'sub1', billing: 'first' } }]);
  t.equal(payments.length, 1);
});

t.test('keys that are missing or refused are told by a code', async (t) => {
  const code = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => undefined,
      (failure: unknown) => failure,
    );
    assert.ok(error instanceof ProcessorRefused, String(error));
    return error.code;
  };
  t.equal(await code(backfilled(async () => gateway({}), { ...credentials, merchantId: '' })), 'no_api_key');
  for (const [type, expected] of [
    ['authenticationError', 'unauthorized'],
    ['tooManyRequestsError', 'rate_limited'],
    ['serviceUnavailableError', 'unavailable'],
    ['other', 'refused'],
  ] as const) {
    const failing = gateway({});
    const search = () => {
      throw Object.assign(new Error('no'), { type });
    };
    t.equal(await code(backfilled(async () => ({ ...failing, transaction: { search } }))), expected, type);
  }
});

t.test('the SDK itself, against a server: ids first, then pages of fifty', async (t) => {
  const ids = Array.from({ length: 120 }, (_, index) => `tx${index}`);
  const calls: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => void (body += chunk.toString()));
    request.on('end', () => {
      const path = request.url ?? '';
      calls.push(path);
      const found = path.endsWith('_ids') && body.includes('created_at') ? ids : [];
      const wanted = [...body.matchAll(/"(tx\d+)"/g)].map(([, id = '']) => id);
      const shown = wanted.map((id) => xml('transaction', { ...sale, id, customFields: '', customer: { id: 'c1' } }));
      response.setHeader('content-type', 'application/xml');
      if (path.endsWith('_ids')) {
        const items = found.map((id) => `<item>${id}</item>`).join('');
        response.end(
          `<search-results><page-size type="integer">50</page-size><ids type="array">${items}</ids></search-results>`,
        );
      } else if (path.includes('/disputes/')) {
        response.end(
          '<disputes type="collection"><current-page-number type="integer">1</current-page-number><page-size type="integer">50</page-size><total-items type="integer">0</total-items></disputes>',
        );
      } else {
        response.end(
          `<credit-card-transactions type="collection"><current-page-number type="integer">1</current-page-number>${shown.join('')}</credit-card-transactions>`,
        );
      }
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  const port = String((server.address() as AddressInfo).port);
  const sdk = await loadSdk();
  const environment = new sdk.Environment('127.0.0.1', port, '', false, '', '');
  const { deliveries, facts } = await backfilled(async () => new sdk.BraintreeGateway({ environment, ...credentials }));
  t.equal(deliveries.length, 120);
  t.equal(paymentsOf(facts).length, 120);
  t.match(facts[0], { type: 'payment.received', key: 'tx0', amount: 10_000n, currency: 'EUR' });
  t.equal(calls.filter((path) => path.endsWith('/transactions/advanced_search')).length, 3);
});
