import { defineModel, operand, wholeRate } from '@fairlead/core/plugin';
import { halfUp } from '@fairlead/core/money';
import { Terms } from './terms.ts';

const whole = BigInt(wholeRate);

/** Part of a sale at one rate, up to an amount, and the rest at another. Rounded once, for both together (M2). */
export const model = defineModel({
  id: 'bands',
  lane: 'base',
  title: 'In two bands',
  terms: Terms,
  check: ({ rate, beyond }) =>
    [['/rate', rate] as const, ['/beyond', beyond] as const]
      .filter(([, ppm]) => ppm > wholeRate)
      .map(([path, ppm]) => ({
        path,
        code: 'above_100_percent',
        message: `the rate ${ppm} is more than 100% (1000000): lower it`,
      })),
  accepts: (kind) => kind === 'sale',
  compute({ base, baseKind, gross, currency, terms, convert }) {
    const { rate, upTo, beyond } = terms;
    const end = convert({ unit: BigInt(upTo.unit), currency: upTo.currency });
    // Never a guess: the payment waits for a rate (M5).
    if (end === null) return { earns: 'no_rate', values: { ...upTo, into: currency } };

    const within = base < end.amount ? base : end.amount;
    const rest = base - within;
    const exact = within * BigInt(rate) + rest * BigInt(beyond);
    const amount = halfUp(exact, whole);
    const part = (of: bigint, ppm: number) => ({ base: operand(of), ppm, exact: `${of * BigInt(ppm)}/${whole}` });
    return {
      earns: true,
      amount,
      // Each printed figure follows from other printed figures.
      steps: [
        { op: 'base', values: { kind: baseKind, gross: operand(gross), result: operand(base) } },
        { op: 'band', values: { ...part(within, rate), ...upTo, ...end.values, end: operand(end.amount) } },
        { op: 'beyond', values: part(rest, beyond) },
        { op: 'sum', values: { exact: `${exact}/${whole}`, result: operand(amount) } },
      ],
    };
  },
});
