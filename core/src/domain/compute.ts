import type { CommissionInput, CommissionModel, Computed } from '../contract/commission.ts';
import { sameContent } from './json.ts';
import { largestAmount } from './money.ts';

/** What a model computed, or how it broke its contract. */
export type Outcome = { readonly computed: Computed } | { readonly fault: string };

type Input = CommissionInput<Readonly<Record<string, unknown>>>;

/** Runs a model twice and compares: it must be pure, and its amount an exact number of minor units, at least 0. */
export const compute = (model: CommissionModel, input: Input): Outcome =>
  purely((given: Input) => model.compute(given), input);

/** The same for whatever computes an amount. */
export function purely<I extends object>(run: (input: I) => Computed, input: I): Outcome {
  try {
    const computed = run(Object.freeze(input));
    const fault = faultOf(computed);
    if (fault !== null) return { fault };
    if (!sameContent(computed, run(input))) {
      return { fault: 'computed two different results from the same input' };
    }
    return { computed };
  } catch (error) {
    return { fault: `threw: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Plugins are typed, but a wrong type at run time must not become money. */
function faultOf(computed: unknown): string | null {
  if (typeof computed !== 'object' || computed === null) return `answered ${String(computed)} instead of a result`;
  const { earns, amount, steps, reason, values } = computed as Readonly<Record<string, unknown>>;
  if (earns === 'no_rate') return isValues(values) ? null : 'gave no values with no_rate';
  if (earns === false || earns === 'not_yet')
    return typeof reason === 'string' && isValues(values) ? null : 'gave no reason for earning nothing';
  if (earns !== true) return `answered earns: ${String(earns)}`;
  if (typeof amount !== 'bigint') return `gave an amount that is a ${typeof amount}, not a bigint of minor units`;
  if (amount < 0n) return `gave a negative amount: ${amount}`;
  if (amount > largestAmount) return `gave an amount beyond 2^53 - 1: ${amount}`;
  return Array.isArray(steps) ? null : 'gave no steps to explain the amount';
}

const isValues = (values: unknown): boolean => typeof values === 'object' && values !== null;
