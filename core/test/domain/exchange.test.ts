import * as fc from 'fast-check';
import t from 'tap';
import { convertAt, convertUnitAt, findRate, type Rate, type RateTable } from '../../src/domain/exchange.ts';
import { holds } from './property.ts';

const days = [
  { day: '2026-04-13', rates: { USD: '1.1684', GBP: '0.87058', JPY: '186.75' } },
  { day: '2026-04-10', rates: { USD: '1.1711', GBP: '0.87105', JPY: '186.43' } },
  { day: '2026-04-09', rates: { USD: '1.17', GBP: '0.87', JPY: '186', TRY: '52.3' } },
];
/** A source that publishes every day. */
const dayBefore = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
const parities = { HRK: { rate: '7.53450', from: '2023-01-01' } };
const table = (known: Partial<RateTable> = {}): RateTable => ({
  source: { id: 'ecb', pivot: 'EUR', parities, lastBefore: dayBefore },
  newest: '2026-04-13',
  days,
  ...known,
});
const rateOn = (date: string, from: string, to: string, known?: Partial<RateTable>) =>
  findRate(table(known), `${date}T09:00:00.000Z`, from, to);

t.test('X2: 25.00 GBP ÷ 0.87058 × 1.1684 is 33.55 USD', async (t) => {
  const found = rateOn('2026-04-14', 'GBP', 'USD');
  t.match(found, { found: 'rate', rate: { source: 'ecb', day: '2026-04-13', fromRate: '0.87058', toRate: '1.1684' } });
  if (found.found === 'rate') t.equal(convertAt(2_500n, found.rate), 3_355n);
});

t.test('X2: the day strictly before the payment in UTC, never its own', async (t) => {
  t.match(rateOn('2026-04-13', 'GBP', 'USD', { newest: '2026-04-13' }), { rate: { day: '2026-04-10' } });
  t.match(findRate(table(), '2026-04-14T01:30:00.000+02:00', 'GBP', 'USD'), { rate: { day: '2026-04-10' } });
});

t.test('X2: the latest day on which both legs are published', async (t) => {
  t.match(rateOn('2026-04-14', 'TRY', 'USD'), { rate: { day: '2026-04-09', fromRate: '52.3', toRate: '1.17' } });
});

t.test('X2: the last working day before is not stored yet: the amount waits', async (t) => {
  t.same(rateOn('2026-04-16', 'GBP', 'USD'), { found: 'pending', awaits: '2026-04-15' });
  t.same(rateOn('2026-04-16', 'GBP', 'USD', { newest: null, days: [] }), { found: 'pending', awaits: '2026-04-15' });
});

t.test('X2: more than 7 days old, or never published: unavailable, never 1:1', async (t) => {
  const newest = '2026-05-01';
  t.match(rateOn('2026-04-16', 'TRY', 'USD', { newest }), { found: 'rate' });
  t.same(rateOn('2026-04-17', 'TRY', 'USD', { newest }), { found: 'unavailable' });
  t.same(rateOn('2026-04-14', 'VES', 'USD'), { found: 'unavailable' });
});

t.test('X2: irrevocable parities hold from their day, the pivot always; neither waits', async (t) => {
  t.same(rateOn('2026-04-16', 'HRK', 'EUR', { newest: null, days: [] }), {
    found: 'rate',
    rate: { from: 'HRK', to: 'EUR', source: 'ecb', day: null, fromRate: '7.53450', toRate: '1' },
  });
  t.match(rateOn('2022-12-31', 'HRK', 'EUR', { newest: '2026-04-13' }), { found: 'unavailable' });
});

t.test('M2: exponents of both currencies are minded, and one rounding is made, half up', async (t) => {
  const rate = (from: string, to: string, fromRate: string, toRate: string): Rate => ({
    from,
    to,
    source: 'x',
    day: null,
    fromRate,
    toRate,
  });
  t.equal(convertAt(10_000n, rate('USD', 'JPY', '1.25', '200')), 16_000n);
  t.equal(convertAt(16_000n, rate('JPY', 'KWD', '200', '0.35')), 28_000n);
  t.equal(convertAt(1n, rate('USD', 'EUR', '2', '1')), 1n, '0.5 cents');
  t.equal(convertAt(1n, rate('USD', 'EUR', '2.000000000001', '1')), 0n, 'just below half a cent');
  t.equal(convertUnitAt(12_500n, rate('USD', 'JPY', '1', '120')), 2n, '0.0125 USD is 1.5 JPY');
});

t.test(
  'M2, X2: converted exactly and rounded once: within half a unit of the quotient, and never falling',
  async (t) => {
    const decimal = fc
      .tuple(fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 1, max: 9_999 }))
      .map(([whole, parts]) => ({
        text: `${whole}.${String(parts).padStart(4, '0')}`,
        units: BigInt(whole) * 10_000n + BigInt(parts),
      }));
    holds(
      t,
      2_000,
      fc.property(fc.bigInt(0n, 10n ** 12n), decimal, decimal, (amount, from, to) => {
        const rate = { from: 'USD', to: 'GBP', source: 'x', day: null, fromRate: from.text, toRate: to.text };
        const converted = convertAt(amount, rate);
        const twiceOff = 2n * (converted * from.units - amount * to.units);
        return twiceOff <= from.units && twiceOff > -from.units && convertAt(amount + 1n, rate) >= converted;
      }),
    );
  },
);
