import './money.css';
import { type Minor, moneyParts } from './money-text.ts';

interface MoneyProps {
  readonly minor: Minor;
  readonly currency: string;
  /** A plus before what is above zero. */
  readonly signed?: boolean;
  readonly strong?: boolean;
}

/** An amount for columns: right-aligned, decimal points under each other. In sentences use `moneyText`. */
export function Money({ minor, currency, signed = false, strong = false }: MoneyProps) {
  const { sign, whole, fraction } = moneyParts(minor, currency, { signed });
  const isNothing = BigInt(minor) === 0n;
  return (
    <span className="fl-money" data-strong={strong && !isNothing} data-nothing={isNothing}>
      <span>
        {sign}
        {whole}
      </span>
      <span className="fl-money-fraction">{fraction}</span>
    </span>
  );
}

/** Where an amount does not apply. */
export const NoMoney = () => <span className="fl-money-none">–</span>;
