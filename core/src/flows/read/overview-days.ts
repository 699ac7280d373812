import type { DayRow, UncreditedRow } from '../../store/reads/overview.ts';
import { everyDay } from './calendar.ts';
import { homeSums } from './home-groups.ts';

/** Of the calendar, both included. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** What is told of some days. */
interface Sums {
  readonly sales: number;
  readonly amount: bigint;
  readonly refundedAmount: bigint;
  readonly commission: bigint;
  readonly takenBack: bigint;
  readonly notCredited: number;
  readonly notCreditedAmount: bigint;
  /** What is in none of the sums, for want of a rate. */
  readonly leftOut: { readonly pending: number; readonly unavailable: number };
}

const nothing: Sums = {
  sales: 0,
  amount: 0n,
  refundedAmount: 0n,
  commission: 0n,
  takenBack: 0n,
  notCredited: 0,
  notCreditedAmount: 0n,
  leftOut: { pending: 0, unavailable: 0 },
};

/**
 * What was credited and what was not, day by day in the currency `home`: what was paid in it as it is, what was paid in others each at the rate of
 * its own day (X1). Given the rows of one currency alone, and that as `home`, it is that currency's.
 */
export function daysIn(home: string, credited: readonly DayRow[], uncredited: readonly UncreditedRow[]) {
  const sold = credited
    .filter(({ currency }) => currency !== null)
    .map((row) => {
      const { amount, refundedAmount, commission, reversedCommission, pending, unavailable } = homeSums(home, row);
      const sums: Sums = {
        sales: row.sales,
        amount: BigInt(amount),
        refundedAmount: BigInt(refundedAmount),
        commission: BigInt(commission),
        takenBack: BigInt(reversedCommission),
        notCredited: 0,
        notCreditedAmount: 0n,
        leftOut: { pending, unavailable },
      };
      return [row.day, sums] as const;
    });
  const lost = uncredited.map((row) => {
    const { amount, pending, unavailable } = homeSums(home, { ...row, ...noLines });
    const leftOut = { pending, unavailable };
    return [row.day, { ...nothing, notCredited: row.count, notCreditedAmount: BigInt(amount), leftOut }] as const;
  });
  const byDay = new Map<string, Sums>();
  for (const [day, sums] of [...sold, ...lost]) {
    const before = byDay.get(day);
    byDay.set(day, before === undefined ? sums : together(before, sums));
  }
  const on = (day: string): Sums => byDay.get(day) ?? nothing;
  return {
    over: ({ from, to }: Days): Sums =>
      [...byDay].reduce((total, [day, sums]) => (day >= from && day <= to ? together(total, sums) : total), nothing),
    each: ({ from, to }: Days) =>
      everyDay(from, to).map((day) => {
        const { sales, amount, commission, takenBack } = on(day);
        return { day, sales, amount, commission, takenBack };
      }),
  };
}

const noLines = { refundedAmount: '0', commission: '0', reversedCommission: '0' };

const together = (a: Sums, b: Sums): Sums => ({
  sales: a.sales + b.sales,
  amount: a.amount + b.amount,
  refundedAmount: a.refundedAmount + b.refundedAmount,
  commission: a.commission + b.commission,
  takenBack: a.takenBack + b.takenBack,
  notCredited: a.notCredited + b.notCredited,
  notCreditedAmount: a.notCreditedAmount + b.notCreditedAmount,
  leftOut: {
    pending: a.leftOut.pending + b.leftOut.pending,
    unavailable: a.leftOut.unavailable + b.leftOut.unavailable,
  },
});
