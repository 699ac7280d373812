import './sums.css';
import type { ReactNode } from 'react';
import { moneyText, type Minor } from './money-text.ts';

/** A few figures above a list, in one line. */
export const Sums = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <dl className="fl-sums" aria-label={label} tabIndex={0}>
    {children}
  </dl>
);

interface FigureProps {
  readonly name: string;
  readonly children: ReactNode;
  readonly note?: ReactNode;
}

export const Figure = ({ name, children, note }: FigureProps) => (
  <div>
    <dt>{name}</dt>
    <dd>
      <span>{children}</span>
      {note !== undefined && <small>{note}</small>}
    </dd>
  </div>
);

interface AmountsProps {
  readonly amounts: readonly { readonly currency: string; readonly minor: Minor }[];
}

/** Currencies beside each other, never added up (M4); those of nothing are left out. */
export function Amounts({ amounts }: AmountsProps) {
  const some = amounts.filter(({ minor }) => BigInt(minor) !== 0n);
  const shown = some.length > 0 ? some : amounts.slice(0, 1);
  if (shown.length === 0) return <>–</>;
  return shown.map(({ currency, minor }) => (
    <span key={currency} className="fl-sum">
      {moneyText(minor, currency)}
    </span>
  ));
}
