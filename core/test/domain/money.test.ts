import * as fc from 'fast-check';
import t from 'tap';
import * as money from '../../src/domain/money.ts';
import { holds } from './property.ts';

const { LossyAmount, UnknownCurrency, InvalidAmount } = money;

t.test('M1: the exponents are our own, where ISO and Intl disagree too', async (t) => {
  const none = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ');
  const three = 'BHD IQD JOD KWD LYD OMR TND'.split(' ');
  const four = 'CLF UYW'.split(' ');
  const odd = new Map([
    ...none.map((c) => [c, 0] as const),
    ...three.map((c) => [c, 3] as const),
    ...four.map((c) => [c, 4] as const),
  ]);
  for (const currency of money.currencies) t.equal(money.exponentOf(currency), odd.get(currency) ?? 2, currency);
  for (const currency of odd.keys()) t.ok(money.isCurrency(currency), `${currency} is in the table`);
  for (const currency of ['HUF', 'IDR', 'COP', 'MGA', 'IRR', 'TWD']) t.equal(money.exponentOf(currency), 2, currency);
  t.equal(money.currencies.length, 165);
  t.ok(money.currencies.every((code) => /^[A-Z]{3}$/.test(code)));
});

t.test(
  'M1: codes are upper case and active; metals, tests and currencies that are gone are not money here',
  async (t) => {
    for (const code of ['usd', 'USDT', '', 'XAU', 'XXX', 'XTS', 'BGN', 'HRK', 'ANG', 'ZWL', '__proto__'])
      t.notOk(money.isCurrency(code), code);
    for (const code of ['USD', 'EUR', 'XCG', 'ZWG', 'XAD']) t.ok(money.isCurrency(code), code);
    t.throws(() => money.exponentOf('usd'), UnknownCurrency);
  },
);

t.test('M1: decimals are read exactly', async (t) => {
  const cases: [string, string, bigint][] = [
    ['10.10', 'USD', 1010n],
    ['10.1', 'USD', 1010n],
    ['10', 'USD', 1000n],
    ['0.01', 'USD', 1n],
    ['-3.50', 'USD', -350n],
    ['-0.00', 'USD', 0n],
    ['007', 'USD', 700n],
    ['1000.0', 'JPY', 1000n],
    ['1000.000', 'JPY', 1000n],
    ['12.3450', 'KWD', 12345n],
    ['12.5000', 'USD', 1250n],
    ['0.0001', 'CLF', 1n],
    ['90071992547409.91', 'USD', 9007199254740991n],
  ];
  for (const [text, currency, minor] of cases)
    t.equal(money.parseDecimal(text, currency), minor, `${text} ${currency}`);
});

t.test('M1: what cannot be read exactly is refused, never rounded', async (t) => {
  const lossy: [string, string][] = [
    ['10.001', 'USD'],
    ['10.005', 'USD'],
    ['1000.5', 'JPY'],
    ['1.2345', 'KWD'],
    ['1e3', 'USD'],
    ['1E3', 'USD'],
    ['', 'USD'],
    ['.5', 'USD'],
    ['5.', 'USD'],
    ['+5', 'USD'],
    ['1,000.00', 'USD'],
    ['1 000', 'USD'],
    [' 10', 'USD'],
    ['10\n', 'USD'],
    ['NaN', 'USD'],
    ['Infinity', 'USD'],
    ['0x10', 'USD'],
    ['١٠', 'USD'],
    ['90071992547409.92', 'USD'],
    ['9'.repeat(100_000), 'USD'],
  ];
  for (const [text, currency] of lossy) {
    t.throws(() => money.parseDecimal(text, currency), LossyAmount, `${text.slice(0, 20)} ${currency}`);
  }
  t.throws(() => money.parseDecimal('10', 'usd'), UnknownCurrency);
  try {
    money.parseDecimal('9'.repeat(100_000), 'USD');
  } catch (error) {
    t.ok(String(error).length < 200, 'the message stays short');
  }
});

t.test('M1: what is written is read back', async (t) => {
  t.equal(money.formatDecimal(1050n, 'USD'), '10.50');
  t.equal(money.formatDecimal(-5n, 'USD'), '-0.05');
  t.equal(money.formatDecimal(5n, 'JPY'), '5');
  t.equal(money.formatDecimal(0n, 'KWD'), '0.000');
  const amount = fc.bigInt(-money.largestAmount, money.largestAmount);
  const currency = fc.constantFrom(...money.currencies);
  holds(
    t,
    5_000,
    fc.property(
      amount,
      currency,
      (minor, code) => money.parseDecimal(money.formatDecimal(minor, code), code) === minor,
    ),
  );
});

t.test('M1: processors have their own scales', async (t) => {
  t.equal(money.fromScale(500, 2, 'ISK'), 5n, 'Stripe: ISK × 100');
  t.equal(money.fromScale(500n, 2, 'UGX'), 5n, 'Stripe: UGX × 100');
  t.equal(money.fromScale('5', 0, 'MGA'), 500n, 'Stripe: MGA with exponent 0');
  t.equal(money.fromScale(1050, 2, 'USD'), 1050n);
  t.equal(money.fromScale(1050, 0, 'JPY'), 1050n);
  t.equal(money.fromScale(-700, 2, 'ISK'), -7n);
  t.equal(money.fromScale(12340, 3, 'KWD'), 12340n);
  t.throws(() => money.fromScale(550, 2, 'ISK'), LossyAmount, 'half a krona');
  t.throws(() => money.fromScale(10.5, 2, 'USD'), LossyAmount);
  t.throws(() => money.fromScale('10.0', 2, 'USD'), LossyAmount);
  t.throws(() => money.fromScale('1e3', 2, 'USD'), LossyAmount);
  t.throws(() => money.fromScale('', 2, 'USD'), LossyAmount);
  t.throws(() => money.fromScale(2 ** 53, 2, 'USD'), LossyAmount);
  t.throws(() => money.fromScale(money.largestAmount, 0, 'USD'), LossyAmount, 'grows beyond JSON');
});

t.test('M1: amounts of JSON are integers from 0 to 2^53 - 1', async (t) => {
  t.equal(money.toAmount(0), 0n);
  t.equal(money.toAmount(-0), 0n);
  t.equal(money.toAmount(9_007_199_254_740_991), 9_007_199_254_740_991n);
  for (const value of [
    -1,
    0.5,
    2 ** 53,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '5',
    5n,
    null,
    undefined,
    [5],
    {},
    true,
  ]) {
    t.throws(() => money.toAmount(value), InvalidAmount, typeof value);
  }
});

t.test('M2: once, half up, of non-negative rationals', async (t) => {
  t.equal(money.halfUp(1n, 2n), 1n);
  t.equal(money.halfUp(49n, 100n), 0n);
  t.equal(money.halfUp(5n, 10n), 1n);
  t.equal(money.halfUp(25n, 10n), 3n);
  t.equal(money.halfUp(0n, 7n), 0n);
  t.throws(() => money.halfUp(-1n, 2n), RangeError);
  t.throws(() => money.halfUp(1n, 0n), RangeError);
  holds(
    t,
    5_000,
    fc.property(fc.bigInt(0n, 10n ** 20n), fc.bigInt(1n, 10n ** 10n), (n, d) => {
      const twice = 2n * (money.halfUp(n, d) * d - n);
      return -d < twice && twice <= d;
    }),
  );
});

t.test('M2: percentages are parts per million, unit amounts millionths of the major unit', async (t) => {
  t.equal(money.percentOf(10000n, 125_000), 1250n, '12.5%');
  t.equal(money.percentOf(1n, 500_000n), 1n, 'half a cent rounds up');
  t.equal(money.percentOf(1n, 499_999n), 0n);
  t.equal(money.unitAmount(12_500n, 'USD'), 1n, '0.0125 USD is 1.25 cents');
  t.equal(money.unitAmount(15_000n, 'USD'), 2n, '1.5 cents');
  t.equal(money.unitAmount(5_000_000n, 'JPY'), 5n);
  t.equal(money.unitAmount(499_999n, 'JPY'), 0n);
  t.equal(money.unitAmount(1_234_500n, 'KWD'), 1235n);
  t.throws(() => money.unitAmount(-1n, 'USD'), RangeError);
});

t.test('M3: the largest remainder, ties to the earlier', async (t) => {
  t.same(money.allocate(100n, [1n, 1n, 1n]), [34n, 33n, 33n]);
  t.same(money.allocate(101n, [1n, 1n, 1n]), [34n, 34n, 33n]);
  t.same(money.allocate(10n, [1n, 2n]), [3n, 7n]);
  t.same(money.allocate(1n, [1n, 1n]), [1n, 0n]);
  t.same(money.allocate(7n, [0n, 1n, 0n]), [0n, 7n, 0n]);
  t.same(money.allocate(0n, [1n, 2n]), [0n, 0n]);
  t.same(money.allocate(0n, []), []);
  t.same(money.allocate(0n, [0n]), [0n]);
  t.throws(() => money.allocate(1n, [0n, 0n]), RangeError);
  t.throws(() => money.allocate(-1n, [1n]), RangeError);
  t.throws(() => money.allocate(1n, [2n, -1n]), RangeError);
  t.same(money.roundTogether([5n, 5n], 10n), [1n, 0n], 'half and half make one');
  t.same(money.roundTogether([4n, 4n], 10n), [1n, 0n], '0.8 rounds to one');
  t.same(money.roundTogether([2n, 2n], 10n), [0n, 0n], '0.4 rounds to nothing');
});

t.test('M3: shares add up, and none is a whole unit away from its exact part', async (t) => {
  const weights = fc.array(fc.bigInt(0n, 10n ** 9n), { minLength: 1, maxLength: 8 });
  holds(
    t,
    10_000,
    fc.property(fc.bigInt(0n, 10n ** 12n), weights, (total, parts) => {
      const sum = parts.reduce((a, b) => a + b, 0n);
      fc.pre(sum > 0n);
      const shares = money.allocate(total, parts);
      const near = shares.every((share, i) => {
        const off = share * sum - total * (parts[i] ?? 0n);
        return -sum < off && off < sum;
      });
      return near && shares.reduce((a, b) => a + b, 0n) === total;
    }),
  );
  holds(
    t,
    10_000,
    fc.property(weights, fc.bigInt(1n, 10n ** 9n), (parts, d) => {
      const rounded = money.roundTogether(parts, d);
      const exact = parts.reduce((a, b) => a + b, 0n);
      return rounded.reduce((a, b) => a + b, 0n) === money.halfUp(exact, d);
    }),
  );
});
