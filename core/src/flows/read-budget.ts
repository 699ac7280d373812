import type { BudgetLeft, BudgetWanted } from '../domain/budget.ts';
import { converterOf, findRate, roundedUp } from '../domain/exchange.ts';
import { readSpentByNow } from '../store/budgets.ts';
import type { Intake } from '../store/context.ts';
import type { Past } from '../store/past.ts';
import type { Session } from '../store/session.ts';
import type { RateBook } from './rate-book.ts';

/**
 * What is left of a budget before a payment's own lines (C5). What was spent in another currency is converted by X2, each day's sum rounded up; a
 * day without a rate makes it `no_rate`, never a guess (M5).
 *
 * @param asOf 'now': in line with all others who are about to take of it; else as of when the payment happened, holding nobody up
 */
export async function readBudget(
  rates: RateBook,
  session: Session,
  intake: Intake,
  occurredAt: string,
  { amount, ...wanted }: BudgetWanted,
  asOf: 'now' | Past,
): Promise<BudgetLeft | 'no_rate'> {
  let spent = 0n;
  const sums =
    asOf === 'now'
      ? await readSpentByNow(session, intake, wanted)
      : await asOf.spent(session, intake, wanted, occurredAt);
  for (const { currency, day, sum } of sums) {
    if (currency === wanted.currency || sum <= 0n || day === null) {
      spent += currency === wanted.currency ? sum : 0n;
      continue;
    }
    const table = await rates.at(session, day);
    const found = table === null ? null : findRate(table, day, currency, wanted.currency);
    if (found?.found !== 'rate') return 'no_rate';
    spent += roundedUp(sum, converterOf(found.rate));
  }
  return { ...wanted, left: spent < amount ? amount - spent : 0n };
}
