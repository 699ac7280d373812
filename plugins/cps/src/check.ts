import { type TermsIssue, wholeRate } from '@fairlead/core/plugin';
import type { Terms } from './terms.ts';

/** What the schema cannot say: a percentage needs a rate, a flat amount its amount, and more than 100% is meant only if told so. */
export function check(terms: Terms): readonly TermsIssue[] {
  const { kind, rate, flat, products = [], coupons = [] } = terms;
  const issues: TermsIssue[] = [];
  if (kind === 'percent' && rate === undefined) {
    issues.push({ path: '/rate', code: 'missing', message: 'a percentage needs a rate, such as 200000 for 20%' });
  }
  if (kind === 'flat' && flat === undefined) {
    const message = 'a flat amount needs its amount, such as { "unit": 5000000, "currency": "USD" } for 5.00 USD';
    issues.push({ path: '/flat', code: 'missing', message });
  }
  for (const [field, list] of Object.entries({ products, coupons })) {
    if (kind !== 'flat' || list.length === 0) continue;
    issues.push({ path: `/${field}`, code: 'not_with_flat', message: 'rates of their own go with a percentage' });
  }
  return [
    ...issues,
    ...repeated(
      '/products',
      'product',
      products.map(({ product }) => product),
    ),
    ...repeated(
      '/coupons',
      'code',
      coupons.map(({ code }) => code.toUpperCase()),
    ),
    ...aboveWhole(terms),
  ];
}

/** One thing has one rate. */
const repeated = (path: string, field: string, names: readonly string[]): readonly TermsIssue[] =>
  names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [{ path: `${path}/${index}/${field}`, code: 'repeated', message: `${name} has a rate already` }],
  );

function aboveWhole({ rate, products = [], coupons = [], allowAbove100 }: Terms): readonly TermsIssue[] {
  if (allowAbove100) return [];
  const rates: readonly (readonly [path: string, rate: number])[] = [
    ...(rate === undefined ? [] : [['/rate', rate] as const]),
    ...products.map((one, index) => [`/products/${index}/rate`, one.rate] as const),
    ...coupons.map((one, index) => [`/coupons/${index}/rate`, one.rate] as const),
  ];
  return rates
    .filter(([, ppm]) => ppm > wholeRate)
    .map(([path, ppm]) => ({
      path,
      code: 'above_100_percent',
      message: `the rate ${ppm} is more than 100% (1000000): lower it, or set allowAbove100`,
    }));
}
