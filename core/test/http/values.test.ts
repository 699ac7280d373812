import { Type } from '@sinclair/typebox';
import * as fc from 'fast-check';
import t from 'tap';
import { checkParts, toMinor, toSum } from '../../src/http/amounts.ts';
import { pageOf, readCursor, writeCursor } from '../../src/http/cursors.ts';
import { holds } from './support/holds.ts';

t.test('C2: tax and shipping are at most the amount they are part of', async (t) => {
  checkParts({ amount: 100 });
  checkParts({ amount: 100, tax: 60, shipping: 40 });
  const refused = (tax?: number, shipping?: number) => {
    try {
      checkParts({
        amount: 100,
        ...(tax === undefined ? {} : { tax }),
        ...(shipping === undefined ? {} : { shipping }),
      });
      return null;
    } catch (error) {
      const { code, extra } = error as { code: string; extra: { errors: [{ path: string }] } };
      return [code, extra.errors[0].path];
    }
  };
  t.strictSame(refused(60, 41), ['invalid_amount', '/shipping']);
  t.strictSame(refused(101), ['invalid_amount', '/tax']);
  t.strictSame(refused(101, 1), ['invalid_amount', '/tax']);
  const most = Number.MAX_SAFE_INTEGER;
  t.throws(() => checkParts({ amount: most, tax: most, shipping: 1 }), 'the sum is not rounded');
});

t.test('sums are numbers as long as numbers hold them', async (t) => {
  t.equal(toSum(toMinor(12)), 12);
  t.equal(toSum(-9_007_199_254_740_991n), -9_007_199_254_740_991);
  t.equal<unknown>(toSum(9_007_199_254_740_993n), 9_007_199_254_740_993n);
});

t.test('F92: pages neither repeat nor hide a row', async (t) => {
  const Keys = Type.Tuple([Type.Integer(), Type.String()]);
  const rows = fc.uniqueArray(fc.tuple(fc.nat(5), fc.string()), {
    selector: ([at, id]) => `${at} ${id}`,
    maxLength: 40,
  });
  const after = ([a, b]: [number, string], [c, d]: [number, string]): number => a - c || (b < d ? -1 : b > d ? 1 : 0);
  await holds(
    t,
    fc.property(rows, fc.integer({ min: 1, max: 7 }), (all, take) => {
      const sorted = [...all].sort(after);
      const seen: [number, string][] = [];
      let cursor: string | null = null;
      do {
        const keys: [number, string] | null = cursor === null ? null : readCursor(Keys, cursor);
        const rest: [number, string][] = sorted
          .filter((row) => keys === null || after(row, keys) > 0)
          .slice(0, take + 1);
        const page: { data: [number, string][]; nextCursor: string | null } = pageOf(rest, take, (row) => row);
        seen.push(...page.data);
        cursor = page.nextCursor;
      } while (cursor !== null);
      return JSON.stringify(seen) === JSON.stringify(sorted);
    }),
  );
});

t.test('any other text is no cursor', async (t) => {
  const Keys = Type.Tuple([Type.String(), Type.String()]);
  t.strictSame(readCursor(Keys, writeCursor(['a', 'b'])), ['a', 'b']);
  const wrong = [
    '',
    'x',
    '%',
    writeCursor(['a']),
    writeCursor({ 0: 'a', 1: 'b' }),
    writeCursor(['a', 1]),
    writeCursor(['a', '\0']),
  ];
  for (const text of [...wrong, writeCursor(['a', 'b']).slice(0, -2)]) {
    t.throws(() => readCursor(Keys, text), { code: 'invalid_request', extra: { errors: [{ path: '/cursor' }] } }, text);
  }
});
