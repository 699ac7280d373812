import type { Conversion } from '@fairlead/core/api';
import { Money, NoMoney } from '../../kit/money.tsx';
import { moneyText } from '../../kit/money-text.ts';

/** What the commission is now; if it was more, that stands before it. */
export function Earned({ row }: { readonly row: Conversion }) {
  if (row.currency === null) return <NoMoney />;
  const now = row.commission - row.reversedCommission;
  return (
    <>
      {row.reversedCommission > 0 && <span className="fl-of">of {moneyText(row.commission, row.currency)}</span>}
      <Money minor={now} currency={row.currency} strong />
    </>
  );
}

export function Paid({ row }: { readonly row: Conversion }) {
  if (row.currency === null || row.amount === 0) return <NoMoney />;
  return <Money minor={row.amount} currency={row.currency} />;
}
