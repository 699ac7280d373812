import type { Conversion } from '@fairlead/core/api';
import { useInHome } from '../../kit/in-home.tsx';
import { Money, NoMoney } from '../../kit/money.tsx';
import { moneyText } from '../../kit/money-text.ts';

/** What the commission is now; if it was more, that stands before it. */
export function Earned({ row }: { readonly row: Conversion }) {
  const shown = useInHome() ? row.home : row;
  const { currency, commission, reversedCommission } = shown;
  if (row.currency === null || currency === null) return <NoMoney />;
  if (commission === null || reversedCommission === null) return <NoRate row={row} />;
  return (
    <>
      {BigInt(reversedCommission) > 0n && <span className="fl-of">of {moneyText(commission, currency)}</span>}
      <Money minor={BigInt(commission) - BigInt(reversedCommission)} currency={currency} strong />
    </>
  );
}

export function Paid({ row }: { readonly row: Conversion }) {
  const { currency, amount } = useInHome() ? row.home : row;
  if (row.currency === null || row.amount === 0 || currency === null) return <NoMoney />;
  return amount === null ? <NoRate row={row} /> : <Money minor={amount} currency={currency} />;
}

/** Never taken for 1:1 (X2). */
const NoRate = ({ row }: { readonly row: Conversion }) => (
  <span className="fl-quiet">{row.home.state === 'pending' ? 'waits for a rate' : 'unavailable'}</span>
);
