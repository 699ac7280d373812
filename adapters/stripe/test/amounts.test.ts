import { currencies, exponentOf, fromScale } from '@fairlead/core/money';
import { Unreadable } from '@fairlead/core/plugin';
import * as fc from 'fast-check';
import t from 'tap';
import { amount, stripeExponent, toStripe } from '../src/amounts.ts';
import { parse } from '../src/parse.ts';
import { node } from '../src/read.ts';

/** The special cases of docs.stripe.com/currencies beside the usual two decimals (M1). */
const documented: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0]),
  ),
  ...Object.fromEntries('BHD JOD KWD OMR TND'.split(' ').map((code) => [code, 3])),
  ...Object.fromEntries('ISK UGX HUF TWD USD EUR'.split(' ').map((code) => [code, 2])),
};

t.test('M1: Stripe’s scale of every currency it documents', async (t) => {
  for (const [currency, exponent] of Object.entries(documented)) t.equal(stripeExponent(currency), exponent, currency);
});

t.test('M1: a currency is read by its ISO scale, by a documented one, or not at all', async (t) => {
  const guessed = currencies.filter((currency) => stripeExponent(currency) === undefined);
  t.same(guessed, ['CLF', 'IQD', 'LYD', 'UYI', 'UYW']);
  const differing = currencies.filter(
    (currency) => (stripeExponent(currency) ?? exponentOf(currency)) !== exponentOf(currency),
  );
  t.same(differing, ['ISK', 'MGA', 'UGX']);
});

t.test('M1: what the simulator writes is what the adapter reads, for any amount of any currency', async () => {
  const known = currencies.filter((currency) => stripeExponent(currency) !== undefined);
  fc.assert(
    fc.property(fc.constantFrom(...known), fc.bigInt(0n, 10n ** 11n), (currency, units) => {
      const minor = currency === 'MGA' ? units * 100n : units;
      const sent = toStripe(minor, currency);
      return fromScale(sent, stripeExponent(currency) ?? 0, currency) === minor;
    }),
  );
});

t.test('an amount Stripe cannot express is not simulated', async (t) => {
  t.throws(() => toStripe(150n, 'MGA'), /counts in 100s/);
});

t.test('integers beyond 2^53 are read exactly, and refused rather than rounded', async (t) => {
  const read = (text: string) => amount(node(parse(`{"amount":${text}}`), 'object'), 'amount', 'USD');
  t.equal(read('9007199254740991'), 9_007_199_254_740_991n);
  for (const text of ['9007199254740993', '90071992547409930', '1e400', '10.5', '"100"', '{}', 'true']) {
    t.throws(() => read(text), Unreadable, text);
  }
});

t.test('parse: what a double would round is kept', async (t) => {
  t.same(
    parse(
      '{"id": 9007199254740993, "list": [12345678901234567890, -9007199254740993], "small": 12, "text": "1: 9007199254740993"}',
    ),
    {
      id: 9_007_199_254_740_993n,
      list: [12_345_678_901_234_567_890n, -9_007_199_254_740_993n],
      small: 12,
      text: '1: 9007199254740993',
    },
  );
  t.same(parse('{"ratio": 0.30000000000000004, "zeros": 1000.0}'), { ratio: 0.300_000_000_000_000_04, zeros: 1000 });
});
