import * as fc from 'fast-check';
import t from 'tap';
import {
  canonical,
  decisionFromJson,
  factFromJson,
  lineFromJson,
  MalformedJson,
  sameContent,
  toJson,
} from '../../src/domain/json.ts';
import type { Decision, Line, StoredFact } from '../../src/domain/stored-fact.ts';
import { dispute, hour, lead, received, refund } from './build.ts';
import { holds } from './property.ts';

const through = (fact: unknown): unknown => JSON.parse(JSON.stringify(toJson(fact)));

const line: Line = {
  key: 'e1/percent',
  enrollmentId: 'e1',
  affiliateId: 'a1',
  campaignId: 'main',
  model: 'percent',
  role: 'base',
  amount: 2000n,
  base: 10000n,
  baseKind: 'net',
  weight: 1_000_000,
  terms: [{ level: 'campaign', termsId: 't1', version: 3, fields: ['base', 'models.percent.rate'] }],
  steps: [
    { op: 'rate', values: { base: 10000, ppm: 200_000, exact: '2000', result: 2000, capped: false, tier: null } },
  ],
};

const decision: Decision = {
  outcome: 'credited',
  reason: 'credited',
  method: 'link',
  strategy: 'click',
  shares: [{ enrollmentId: 'e1', weight: 1_000_000 }],
  asked: [{ strategy: 'click', outcome: 'claimed', reason: 'last_click', values: { at: hour(-1), count: 3 } }],
};

const facts: StoredFact['fact'][] = [
  received({ total: 12000n, shipping: 500n, discount: 0n, items: [{ quantity: 1, amount: -250n, productId: 'p' }] })
    .fact,
  received({
    evidence: { clickIds: ['a'], coupons: [{ codeId: 'promo_1' }] },
    metadata: { amount: '5' },
    tentative: true,
  }).fact,
  refund({ tax: 166n, shipping: 0n, reason: 'requested' }).fact,
  dispute({ counts: 'back' }).fact,
  lead().fact,
  { type: 'identifiers.linked', refs: ['a', 'b'], occurredAt: hour(1) },
  { type: 'customer.changed', occurredAt: hour(1), customer: { id: 'cu_1', emailHash: 'h' }, evidence: {} },
  { type: 'subscription.changed', key: 'sub', occurredAt: hour(1), state: 'active', evidence: {} },
  { type: 'coupon.changed', occurredAt: hour(1), code: 'A', codeId: 'promo_1', active: true },
  { type: 'evidence.added', refs: ['a'], occurredAt: hour(1), evidence: { slugs: ['s'] } },
  { type: 'credit.standing', occurredAt: hour(0), slot: 1, payableAt: hour(720), eligibleAt: hour(720) },
  {
    type: 'credit.closed',
    occurredAt: hour(720),
    decision,
    lines: [line, { ...line, amount: 0n }],
    gross: 12000n,
    refundPolicy: 'proportional',
  },
  { type: 'credit.denied', occurredAt: hour(1) },
  { type: 'credit.reinstated', occurredAt: hour(1) },
  { type: 'credit.assigned', occurredAt: hour(1), enrollmentId: 'e1' },
  { type: 'lead.validated', occurredAt: hour(1) },
  { type: 'lead.rejected', occurredAt: hour(1) },
  { type: 'clicks.counted', occurredAt: hour(1), enrollmentId: 'e1', clicks: 3 },
  { type: 'milestone.reached', occurredAt: hour(1), enrollmentId: 'e1', name: 'ten', sales: 10 },
  { type: 'event.reported', occurredAt: hour(1), name: 'trial', customer: { id: 'cu_1' }, evidence: {} },
  { type: 'payment.definite', occurredAt: hour(1) },
];

t.test('every fact comes back from JSON as it was, amounts as bigint', async (t) => {
  for (const fact of facts) t.strictSame(factFromJson(through(fact)), fact, fact.type);
});

t.test('lines and decisions come back as they were', async (t) => {
  t.strictSame(lineFromJson(through(line)), line);
  t.strictSame(decisionFromJson(through(decision)), decision);
});

t.test('M1: amounts beyond 2^53 - 1 are not written', async (t) => {
  t.throws(() => toJson({ amount: 2n ** 53n }), { name: 'MalformedJson', path: '/amount' });
  t.throws(() => toJson({ items: [{ amount: -(2n ** 53n) }] }), { name: 'MalformedJson', path: '/items/0/amount' });
  t.throws(() => toJson({ rate: Number.NaN }), MalformedJson);
  t.throws(() => toJson({ at: new Date(0) }), MalformedJson);
  t.throws(() => toJson([undefined]), MalformedJson);
});

t.test('what is stored but broken is refused with its path', async (t) => {
  const paid = through(facts[0]) as Record<string, unknown>;
  const broken: [unknown, string][] = [
    [null, '/'],
    [[], '/'],
    [{ ...paid, type: 'payment.imagined' }, '/type'],
    [{ ...paid, type: 'toString' }, '/type'],
    [{ ...paid, amount: undefined }, '/amount'],
    [{ ...paid, amount: '12000' }, '/amount'],
    [{ ...paid, amount: 120.5 }, '/amount'],
    [{ ...paid, amount: 2 ** 53 }, '/amount'],
    [{ ...paid, tax: null }, '/tax'],
    [{ ...paid, items: undefined }, '/items'],
    [{ ...paid, items: [{ quantity: 1 }] }, '/items/0/amount'],
  ];
  for (const [json, path] of broken) t.throws(() => factFromJson(json), { name: 'MalformedJson', path }, path);
  const closed = through(facts[11]) as { lines: Record<string, unknown>[] };
  t.throws(() => factFromJson({ ...closed, lines: [{ ...closed.lines[0], base: 'x' }] }), {
    name: 'MalformedJson',
    path: '/lines/0/base',
  });
});

t.test('one content has one text, however it is held', async (t) => {
  t.equal(canonical({ b: 1n, a: [1, 'x', null, true] }), '{"a":[1,"x",null,true],"b":1}');
  t.equal(canonical({ b: 1, a: undefined }), canonical({ b: 1n }));
  t.not(canonical({ a: '1' }), canonical({ a: 1 }));
  t.equal(canonical({ z: { y: 1, x: 2 } }), canonical({ z: { x: 2, y: 1 } }));
  t.not(canonical({ a: 1, b: 2 }), canonical({ a: 2, b: 1 }));
  for (const fact of facts) t.equal(canonical(factFromJson(through(fact))), canonical(fact), fact.type);
  t.throws(() => canonical({ at: new Date(0) }), MalformedJson);
});

t.test('two values have the same content where their texts are one', async (t) => {
  const leaf = fc.oneof(
    fc.constantFrom<unknown>(null, undefined, true, 0, -0, 1, 1n, '1', '', 'a', 0.5),
    fc.bigInt({ min: -3n, max: 3n }),
    fc.integer({ min: -3, max: 3 }),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(
        tie('value').filter((one) => one !== undefined),
        { maxLength: 2 },
      ),
      fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3 }),
    ),
  }));
  const told = value.filter((one) => one !== undefined);
  holds(
    t,
    2_000,
    fc.property(told, told, (a, b) => {
      const again: unknown = structuredClone(a);
      return sameContent(a, again) && sameContent(a, b) === (canonical(a) === canonical(b));
    }),
  );
  for (const odd of [new Date(0), Number.NaN, { at: new Date(0) }, [() => 1]]) {
    t.throws(() => sameContent(odd, odd), MalformedJson, 'what has no text is the same as nothing');
  }
});
