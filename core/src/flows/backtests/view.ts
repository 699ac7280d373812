import type { Backtest, BacktestRow } from '../../contract/api/backtests.ts';
import type { BacktestRecord, BacktestRowRecord } from '../../store/reads/backtests.ts';

/** Sums may pass 2^53 and are written out exactly. */
export const showBacktest = ({ counts, totals, ...record }: BacktestRecord): Backtest => ({
  ...record,
  state: record.state as Backtest['state'],
  terms: record.terms as Backtest['terms'],
  payments: counts?.payments ?? null,
  untrue: counts?.untrue ?? null,
  undecided: counts?.undecided ?? null,
  totals: totals.map(({ before, after, ...total }) => ({
    ...total,
    before: BigInt(before),
    after: BigInt(after),
    difference: BigInt(after) - BigInt(before),
  })),
});

export const showRow = ({ before, after, difference, ...row }: BacktestRowRecord): BacktestRow => ({
  ...row,
  before: BigInt(before),
  after: BigInt(after),
  difference: BigInt(difference),
});
