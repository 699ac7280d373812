import type { Step } from '../contract/commission.ts';
import type { Currency } from '../contract/money.ts';
import { type Converter, mostWithin, roundedUp } from './exchange.ts';
import { exactNumber as exact } from './json.ts';
import { spanOf } from './standing-period.ts';
import type { BudgetRead, Line } from './stored-fact.ts';
import type { Budget } from './terms.ts';
import { unitAmount } from './money.ts';

/** What is left of a budget has to be read before a credit may take of it (C5). */
export type BudgetWanted = Pick<BudgetRead, 'campaignId' | 'from' | 'until' | 'currency'> & {
  /** The whole budget, minor units of its currency. */
  readonly amount: bigint;
};

/** The answer. */
export type BudgetLeft = Omit<BudgetWanted, 'amount'> & Pick<BudgetRead, 'left'>;

/** Which budget it is: of which campaign, of all time or of the UTC month of the payment. */
export function budgetOf({ amount, per }: Budget, campaignId: string, occurredAt: string): BudgetWanted {
  const { from, until } = spanOf(occurredAt, per === 'month' ? 'month' : 'lifetime');
  const { unit, currency } = amount;
  return { campaignId, from, until, currency, amount: unitAmount(BigInt(unit), currency) };
}

/**
 * What was left for these lines: the latest reading, as long as they come to what they came to then. A credit that comes to something else asks
 * anew, so that what was given up may serve others meanwhile, and nothing is ever taken twice.
 */
export function readingOf(wanted: BudgetWanted, asked: bigint, read: readonly BudgetRead[]): BudgetRead | null {
  const last = read.findLast((one) => isOf(one, wanted));
  return last?.asked === asked ? last : null;
}

/** What was read just now, as it is kept. */
export function readingNow(
  wanted: BudgetWanted,
  kept: Pick<BudgetRead, 'occurredAt' | 'asked' | 'place'>,
  left: BudgetLeft | null,
): BudgetRead | null {
  if (left === null || !isOf(left, wanted)) return null;
  const { campaignId, from, until, currency } = left;
  return { type: 'budget.read', campaignId, from, until, currency, ...kept, left: left.left };
}

const isOf = (one: Omit<BudgetLeft, 'left'>, { campaignId, from, currency }: BudgetWanted): boolean =>
  one.campaignId === campaignId && one.from === from && one.currency === currency;

/** What remains of a budget while lines take of it. */
export interface Remainder {
  readonly currency: Currency;
  readonly whole: bigint;
  left: bigint;
  /** From the currency of the lines; null: it is the budget's own. */
  readonly convert: Converter | null;
}

/**
 * Lines in their order, each cut to what is left (C5). In another currency a line costs its amount rounded up, and is cut to what costs no more
 * than is left, so that the budget is never exceeded by a unit.
 */
export const withinBudget = (lines: readonly Line[], remainder: Remainder): readonly Line[] =>
  lines.map((line) => {
    const { convert, currency, whole, left } = remainder;
    const cost = roundedUp(line.amount, convert);
    const fits = cost <= left;
    const amount = fits ? line.amount : mostWithin(left, convert);
    remainder.left = left - (fits ? cost : roundedUp(amount, convert));
    const step: Step = {
      op: 'budget',
      values: {
        currency,
        whole: exact(whole),
        left: exact(left),
        ...convert?.values,
        before: exact(line.amount),
        reached: !fits,
        result: exact(amount),
      },
    };
    return { ...line, amount, steps: [...line.steps, step] };
  });
