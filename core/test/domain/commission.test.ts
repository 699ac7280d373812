import { Type } from '@sinclair/typebox';
import t from 'tap';
import type { CommissionInput, CommissionModel, Computed } from '../../src/contract/commission.ts';
import { commission, type CommissionRequest, itemBases, mergeTerms } from '../../src/domain/commission.ts';
import type { FoundEnrollment } from '../../src/domain/context.ts';
import { reducePayment } from '../../src/domain/payment.ts';
import type { Decision } from '../../src/domain/stored-fact.ts';
import { enrollment, hour, lead, model, models, percent, received } from './build.ts';

const paid = reducePayment([received()]);

const credited = (shares: Decision['shares'], rest: Partial<Decision> = {}): Decision => ({
  outcome: 'credited',
  reason: 'credited',
  method: 'link',
  strategy: 'click',
  shares,
  asked: [],
  ...rest,
});

const whole = (enrollmentId: string) => credited([{ enrollmentId, weight: 1_000_000 }]);

const run = (enrollments: readonly FoundEnrollment[], decision: Decision, rest: Partial<CommissionRequest> = {}) =>
  commission({
    state: paid,
    decision,
    enrollments: new Map(enrollments.map((one) => [one.id, one])),
    models,
    slot: 1,
    anchor: '2026-03-01T12:00:00.000Z',
    kind: 'sale',
    convert: () => null,
    ...rest,
  });

const computing = (
  compute: (input: CommissionInput<unknown>) => unknown,
  id = 'percent',
): ReadonlyMap<string, CommissionModel> =>
  new Map([[id, model({ id, compute: (input) => compute(input) as Computed })]]);

t.test('C2: a line is made of the base its own terms name, and says so', async (t) => {
  const { lines, none, noRate, failures } = run([enrollment('anna')], whole('anna'));
  t.same([none, noRate, failures], [[], false, []]);
  t.strictSame(lines, [
    {
      key: 'anna/percent',
      enrollmentId: 'anna',
      affiliateId: 'affiliate-anna',
      campaignId: 'main',
      model: 'percent',
      role: 'base',
      amount: 2000n,
      base: 10000n,
      baseKind: 'net',
      weight: 1_000_000,
      terms: [
        {
          level: 'campaign',
          termsId: 'terms-campaign',
          version: 1,
          fields: ['base', 'holdDays', 'refundPolicy', 'models.percent.rate'],
        },
      ],
      steps: [{ op: 'rate', values: { base: 10000, ppm: 200_000 } }],
    },
  ]);
  const gross = run([enrollment('anna', { commission: { base: 'gross' } })], whole('anna'));
  t.match(gross.lines, [{ amount: 2400n, base: 12000n, baseKind: 'gross' }]);
});

t.test('C1: affiliate over group over campaign, field by field', async (t) => {
  const { terms } = enrollment('anna', {
    commission: { holdDays: 30, models: { percent: { rate: 100_000, cap: 500 }, flat: {} } },
    group: { id: 'g', version: 2, terms: { holdDays: 14, models: { percent: { rate: 200_000, cap: null } } } },
    affiliate: { id: 'a', version: 7, terms: { models: { percent: { rate: 300_000 } } } },
  });
  t.strictSame(mergeTerms(terms), {
    terms: {
      base: 'net',
      holdDays: 14,
      refundPolicy: 'proportional',
      models: { percent: { rate: 300_000, cap: null }, flat: {} },
    },
    used: [
      { level: 'affiliate', termsId: 'a', version: 7, fields: ['models.percent.rate'] },
      { level: 'group', termsId: 'g', version: 2, fields: ['holdDays', 'models.percent.cap'] },
      { level: 'campaign', termsId: 'terms-campaign', version: 1, fields: ['base', 'refundPolicy'] },
    ],
  });
  const lines = run(
    [enrollment('anna', { affiliate: { id: 'a', version: 7, terms: { models: { percent: { rate: 300_000 } } } } })],
    whole('anna'),
  ).lines;
  t.match(lines, [{ amount: 3000n, terms: [{ level: 'affiliate' }, { level: 'campaign' }] }]);
});

t.test('C1: coupon and product rates belong to the level that set the rate', async (t) => {
  const follows = { 'x-follows': 'rate' };
  const schema = Type.Object({
    rate: Type.Integer(),
    products: Type.Any(follows),
    coupons: Type.Any(follows),
    cap: Type.Integer(),
  });
  const known = new Map([['percent', model({ terms: schema })]]);
  const merged = (affiliate: Record<string, unknown>, group: Record<string, unknown> = {}) =>
    mergeTerms(
      enrollment('anna', {
        commission: { models: { percent: { rate: 1, products: ['campaign'], coupons: ['campaign'], cap: 5 } } },
        group: { id: 'g', version: 1, terms: { models: { percent: group } } },
        affiliate: { id: 'a', version: 1, terms: { models: { percent: affiliate } } },
      }).terms,
      known,
    ).terms.models['percent'];
  t.strictSame(
    merged({ rate: 3 }),
    { rate: 3, cap: 5 },
    'the campaign’s product rates do not undercut the affiliate’s rate',
  );
  t.strictSame(merged({ rate: 3, products: ['own'] }), { rate: 3, products: ['own'], cap: 5 });
  t.strictSame(merged({ products: ['own'] }), { products: ['own'], rate: 1, coupons: ['campaign'], cap: 5 });
  t.strictSame(merged({ products: ['own'] }, { rate: 2, coupons: ['group'] }), {
    products: ['own'],
    rate: 2,
    coupons: ['group'],
    cap: 5,
  });
  t.strictSame(merged({}), { rate: 1, products: ['campaign'], coupons: ['campaign'], cap: 5 });
});

t.test(
  'M3: a split weighs what each would have earned alone, to the last unit, ties to the earlier touch',
  async (t) => {
    const state = reducePayment([received({ amount: 10001n, tax: 0n })]);
    const thirds = credited([
      { enrollmentId: 'anna', weight: 333_334 },
      { enrollmentId: 'bob', weight: 333_333 },
      { enrollmentId: 'carl', weight: 333_333 },
    ]);
    const all = [enrollment('anna'), enrollment('bob'), enrollment('carl')];
    const even = run(all, thirds, { state }).lines;
    t.same(
      even.map(({ amount }) => amount),
      [667n, 667n, 666n],
      '2000 in three',
    );
    t.match(even[1]?.steps.at(-1), {
      op: 'split',
      values: { alone: 2000, ppm: 333_333, exact: '333333/500', result: 667 },
    });

    const rich = enrollment('bob', {
      affiliate: { id: 'a', version: 1, terms: { models: { percent: { rate: 500_000 } } } },
    });
    const halves = credited([
      { enrollmentId: 'anna', weight: 500_000 },
      { enrollmentId: 'bob', weight: 500_000 },
    ]);
    t.same(
      run([enrollment('anna'), rich], halves, { state }).lines.map(({ amount }) => amount),
      [1000n, 2501n],
      '½ × 2000 and ½ × 5001',
    );
    const one = reducePayment([received({ amount: 5n, tax: 0n })]);
    t.same(
      run([enrollment('anna'), enrollment('bob')], halves, { state: one }).lines.map(({ amount }) => amount),
      [1n, 0n],
    );
  },
);

t.test('models that earn nothing say why, and make no line; a line of 0 that was earned is kept', async (t) => {
  const earnsNothing = run([enrollment('anna')], whole('anna'), {
    models: computing(() => ({ earns: false, reason: 'renewal', values: { slot: 2 } })),
  });
  t.same(earnsNothing.lines, []);
  t.same(earnsNothing.none, [{ enrollmentId: 'anna', model: 'percent', reason: 'renewal', values: { slot: 2 } }]);
  const zero = run([enrollment('anna', { commission: { models: { percent: { rate: 0 } } } })], whole('anna'));
  t.match(zero.lines, [{ amount: 0n }]);
  t.same(run([enrollment('anna')], whole('anna'), { kind: 'lead' }).lines, [], 'not accepted');
});

t.test('several models make several lines, and only of what the enrollment’s own terms name', async (t) => {
  const flat = model({ id: 'flat', compute: () => ({ earns: true, amount: 7n, steps: [] }) });
  const both = new Map([...models, ['flat', flat]]);
  const anna = enrollment('anna', { affiliate: { id: 'a', version: 1, terms: { models: { flat: {} } } } });
  const shared = credited([
    { enrollmentId: 'anna', weight: 500_000 },
    { enrollmentId: 'bob', weight: 500_000 },
  ]);
  t.same(
    run([anna, enrollment('bob')], shared, { models: both }).lines.map(({ key, amount }) => [key, amount]),
    [
      ['anna/flat', 4n],
      ['anna/percent', 1000n],
      ['bob/percent', 1000n],
    ],
  );
});

t.test('what models are told', async (t) => {
  let told: CommissionInput<unknown> | undefined;
  const spy = computing((input) => {
    told = input;
    return { earns: true, amount: input.convert({ unit: 5n, currency: 'EUR' })?.amount, steps: [] };
  });
  const state = reducePayment([
    received({ subscription: 'sub', items: [{ quantity: 2, amount: 3n, productId: 'p' }] }),
  ]);
  const asked = [{ strategy: 'coupon', outcome: 'claimed', reason: 'seen', values: { code: 'save' } }] as const;
  const decision = credited([{ enrollmentId: 'anna', weight: 1_000_000 }], { strategy: 'coupon', asked });
  const { lines } = run([enrollment('anna')], decision, {
    state,
    models: spy,
    slot: 3,
    convert: ({ unit }) => ({ amount: unit * 2n, values: {} }),
  });
  t.match(lines, [{ amount: 10n }]);
  t.match(told, {
    kind: 'sale',
    occurredAt: hour(0),
    currency: 'USD',
    gross: 12000n,
    base: 10000n,
    baseKind: 'net',
    coupon: 'SAVE',
    subscription: true,
    slot: 3,
    terms: { rate: 200_000 },
    items: [{ productId: 'p', quantity: 2, base: 10000n }],
  });
  run([enrollment('anna')], { ...decision, strategy: 'click' }, { models: spy });
  t.equal(told?.coupon, null, 'a coupon that lost sets no rate');
  const other = [{ strategy: 'lead', outcome: 'claimed', reason: 'seen', values: { code: 'DE' } }] as const;
  run([enrollment('anna')], { ...decision, strategy: 'lead', asked: other }, { models: spy });
  t.equal(told?.coupon, null, 'nor does another step’s code');
});

t.test('M5: without a rate nothing is posted, and the payment is parked', async (t) => {
  const parked = run([enrollment('anna')], whole('anna'), {
    models: computing(() => ({ earns: 'no_rate', values: { from: 'EUR' } })),
  });
  t.match(parked, { lines: [], noRate: true, failures: [] });
});

t.test('M5: lines of a lead are in the campaign’s currency, and measured by nothing', async (t) => {
  const perLead = new Map([
    [
      'percent',
      model({ accepts: (kind) => kind === 'lead', compute: () => ({ earns: true, amount: 500n, steps: [] }) }),
    ],
  ]);
  const state = reducePayment([lead()]);
  t.match(run([enrollment('anna')], whole('anna'), { state, models: perLead, kind: 'lead', currency: 'EUR' }).lines, [
    { amount: 500n, base: 0n },
  ]);
  t.same(
    run([enrollment('anna')], whole('anna'), { state, models: perLead, kind: 'lead' }).lines,
    [],
    'no currency, no line',
  );
});

t.test('a model that breaks its contract is named, and nothing is posted', async (t) => {
  let turn = 0;
  const broken: [string, () => unknown, RegExp][] = [
    [
      'throws',
      () => {
        throw new Error('boom');
      },
      /'percent' threw: boom/,
    ],
    ['number', () => ({ earns: true, amount: 5, steps: [] }), /amount that is a number/],
    ['negative', () => ({ earns: true, amount: -1n, steps: [] }), /negative/],
    ['huge', () => ({ earns: true, amount: 2n ** 53n, steps: [] }), /beyond 2\^53/],
    ['no steps', () => ({ earns: true, amount: 1n }), /no steps/],
    ['null', () => null, /answered null/],
    ['promise', async () => ({ earns: true, amount: 1n, steps: [] }), /earns: undefined/],
    ['no reason', () => ({ earns: false, values: {} }), /no reason/],
    ['no values', () => ({ earns: 'no_rate' }), /no values/],
    ['odd', () => ({ earns: 'yes' }), /earns: yes/],
    ['random', () => ({ earns: true, amount: BigInt(++turn), steps: [] }), /two different results/],
    [
      'clock',
      () => ({ earns: true, amount: 1n, steps: [{ op: 'x', values: { n: ++turn } }] }),
      /two different results/,
    ],
  ];
  for (const [name, compute, message] of broken) {
    const parked = run([enrollment('anna')], whole('anna'), { models: computing(compute) });
    t.match(parked, { lines: [], failures: [{ model: 'percent', message }] }, name);
  }
  const missing = run([enrollment('anna')], whole('anna'), { models: new Map() });
  t.match(missing, { lines: [], failures: [{ model: 'percent', message: /not loaded/ }] });
  const half = run([enrollment('anna', { commission: { models: { a: {}, percent: { rate: 1 } } } })], whole('anna'), {
    models: new Map([...models, ...computing(() => null, 'a')]),
  });
  t.same(half.lines, [], 'nor what the sound models made');
  t.throws(() => run([], whole('anna')), RangeError);
});

t.test('A7: what is denied or credited to nobody makes no lines', async (t) => {
  t.same(run([enrollment('anna')], { ...whole('anna'), outcome: 'denied' }).lines, []);
  t.same(run([], { ...whole('anna'), outcome: 'nobody', shares: [] }).lines, []);
});

t.test('C2, M3: items split the base; negative ones reduce their own product first', async (t) => {
  const item = (amount: bigint, productId?: string) => ({
    quantity: 1,
    amount,
    ...(productId === undefined ? {} : { productId }),
  });
  const bases = (base: bigint, ...items: ReturnType<typeof item>[]) => itemBases(items, base).map((one) => one.base);
  t.same(bases(100n, item(1n), item(1n), item(1n)), [34n, 33n, 33n]);
  t.same(bases(10000n, item(6000n, 'a'), item(4000n, 'b')), [6000n, 4000n]);
  t.same(bases(800n, item(1000n, 'a'), item(500n, 'b'), item(-700n, 'a')), [300n, 500n, 0n], '300 of a, 500 of b');
  t.same(
    bases(400n, item(1000n, 'a'), item(500n, 'b'), item(-1200n, 'a')),
    [0n, 400n, 0n],
    'what is left of it reduces all',
  );
  t.same(
    bases(900n, item(400n, 'a'), item(600n, 'b'), item(-100n)),
    [360n, 540n, 0n],
    'of no product: all in proportion',
  );
  t.same(bases(300n, item(200n, 'a'), item(200n, 'a'), item(-100n, 'a')), [150n, 150n, 0n]);
  t.same(bases(100n), []);
  t.same(bases(100n, item(0n), item(-5n)), [], 'nothing to split by');
  t.same(itemBases([{ quantity: 3, amount: 5n, name: 'Seats', productId: 'p' }], 5n), [
    { quantity: 3, name: 'Seats', productId: 'p', base: 5n },
  ]);
});

t.test('inputs are left as they are', async (t) => {
  const frozen = new Map([
    [
      'percent',
      {
        ...percent,
        compute: (input: CommissionInput<unknown>) => {
          (input as { base: bigint }).base = 1n;
          return percent.compute(input as never);
        },
      },
    ],
  ]);
  t.match(
    run([enrollment('anna')], whole('anna'), { models: frozen }).failures,
    [{ message: /threw/ }],
    'a model cannot change what it is told',
  );
});
