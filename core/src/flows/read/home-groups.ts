import type { ForeignSums } from '../../store/reads/home-sums.ts';

/** Sums in the home currency: texts of integers. */
export interface HomeSums {
  readonly amount: string;
  readonly refundedAmount: string;
  readonly commission: string;
  readonly reversedCommission: string;
  /** Rows that are in none of them. */
  readonly pending: number;
  readonly unavailable: number;
}

type Summed = { readonly currency: string | null } & ForeignSums &
  Pick<HomeSums, 'amount' | 'refundedAmount' | 'commission' | 'reversedCommission'>;

/** The sums of one currency in the home currency: what was paid in it, or moved no money, is as it is. */
export function homeSums(home: string, row: Summed): HomeSums {
  const { currency, amount, refundedAmount, commission, reversedCommission } = row;
  if (currency === null || currency === home)
    return { amount, refundedAmount, commission, reversedCommission, pending: 0, unavailable: 0 };
  return {
    amount: row.foreignAmount,
    refundedAmount: row.foreignRefunded,
    commission: row.foreignCommission,
    reversedCommission: row.foreignReversed,
    pending: row.pending,
    unavailable: row.unavailable,
  };
}

export const sumOf = <Row>(rows: readonly Row[], of: (row: Row) => string): bigint =>
  rows.reduce((total, row) => total + BigInt(of(row)), 0n);
