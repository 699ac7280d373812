import type { Backtest, BacktestState } from '@fairlead/core/api';
import { dayText } from '../../kit/dates.ts';
import { moneyText } from '../../kit/money-text.ts';

/** Both days are included: `1 Jul to 30 Sep`. */
export const periodText = ({ since, until }: Pick<Backtest, 'since' | 'until'>, timeZone: string): string =>
  `${dayText(since, timeZone)} to ${dayText(Date.parse(until) - 1, timeZone)}`;

/** `$310.00 more`, `€12.50 less`; currencies beside each other, never netted (M4). Null: no difference at all. */
export function differenceText({ totals }: Pick<Backtest, 'totals'>): string | null {
  const moved = totals.filter(({ difference }) => BigInt(difference) !== 0n);
  if (moved.length === 0) return null;
  const texts = moved.map(({ currency, difference }) => {
    const more = BigInt(difference) > 0n;
    return `${moneyText(more ? difference : -BigInt(difference), currency)} ${more ? 'more' : 'less'}`;
  });
  return new Intl.ListFormat('en').format(texts);
}

const unlessDone: Readonly<Record<Exclude<BacktestState, 'done'>, string>> = {
  queued: 'These terms wait for their turn',
  running: 'These terms are tried on history',
  cancelled: 'This backtest was cancelled',
  interrupted: 'The server stopped while this ran',
  failed: 'This backtest failed',
};

/** The outcome first. */
export function headline(backtest: Backtest): string {
  if (backtest.state !== 'done') return unlessDone[backtest.state];
  return `These terms would have paid ${differenceText(backtest) ?? 'the same'}`;
}
