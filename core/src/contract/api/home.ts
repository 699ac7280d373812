import { type Static, Type } from '@sinclair/typebox';
import { Count } from './counts.ts';
import { Currency, Exact, Nullable, OneOf, Sum, Total } from './values.ts';

const Rate = Exact(
  {
    source: Type.String({ examples: ['ecb'] }),
    day: Nullable(
      Type.String({ description: 'YYYY-MM-DD: the day both rates are of. Null: irrevocable parities alone.' }),
    ),
    from: Currency(),
    to: Currency(),
    fromRate: Type.String({
      description: 'Units of `from` for one of the pivot of the source, as published.',
      examples: ['0.87058'],
    }),
    toRate: Type.String({ examples: ['1.1684'] }),
  },
  { title: 'ExchangeRate', description: 'amount ÷ fromRate × toRate, rounded once, half up (X2).' },
);

const HomeLine = Exact(
  { key: Type.String(), amount: Nullable(Sum()), reversed: Nullable(Sum()) },
  {
    title: 'HomeLine',
    description: 'A line in the home currency: C, and what of it is taken back at the original rate (X1).',
  },
);

/** The amounts of a payment in the organization's home currency (X1). */
export const HomeAmounts = Exact(
  {
    currency: Currency(),
    state: OneOf(['same', 'converted', 'pending', 'unavailable']),
    reason: Nullable(OneOf(['not_published', 'no_source']), {
      description: 'Why it is unavailable: not published within the 7 days before the payment, or no source is loaded.',
    }),
    awaits: Nullable(Type.String(), { description: 'The day whose rates it waits for, YYYY-MM-DD.' }),
    rate: Nullable(Rate),
    gross: Nullable(Sum()),
    base: Nullable(Sum()),
    reversed: Nullable(Sum({ description: 'F of R1.' })),
    lines: Type.Array(HomeLine),
  },
  {
    title: 'HomeAmounts',
    description: 'Null amounts are not known: they wait for a rate, or there is none. Never taken for 1:1 (X2).',
  },
);
export type HomeAmounts = Static<typeof HomeAmounts>;

/** What sums in the home currency do not hold, for want of a rate. Said above every such sum (X2). */
export const HomeLeftOut = Exact(
  {
    pending: Count('Rows whose rates are not published yet: they wait for them.'),
    unavailable: Count('Rows whose currency has no rate: never taken for 1:1.'),
  },
  { title: 'HomeLeftOut' },
);
export type HomeLeftOut = Static<typeof HomeLeftOut>;

/** Sums over all currencies, each row converted at the rate of its own day, and what went back of it at the same rate (X1). */
export const homeSums = {
  currency: Currency({ description: 'The home currency of the organization.' }),
  amount: Total({ description: 'Σ of what was captured.' }),
  refundedAmount: Total({ description: 'Σ of what went back of it.', examples: [0] }),
  commission: Total({ description: 'Σ of what was earned before reversals.' }),
  reversedCommission: Total({ description: 'Σ of what was taken back of it.', examples: [0] }),
  leftOut: HomeLeftOut,
};

/** One row in the home currency. */
export const HomeOfRow = Exact(
  {
    currency: Currency(),
    state: OneOf(['same', 'converted', 'pending', 'unavailable']),
    amount: Nullable(Sum()),
    refundedAmount: Nullable(Sum({ examples: [0] })),
    commission: Nullable(Sum()),
    reversedCommission: Nullable(Sum({ examples: [0] })),
  },
  {
    title: 'HomeOfRow',
    description:
      'Null amounts are not known: they wait for a rate, or there is none (X2), or they are beyond 2^53 - 1 there.',
  },
);
export type HomeOfRow = Static<typeof HomeOfRow>;
