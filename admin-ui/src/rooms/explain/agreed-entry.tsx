import type { Explanation } from '@fairlead/core/api';
import { majorOf } from '../../kit/form/decimals.ts';
import { Entry } from './receipt.tsx';

type Values = Explanation['lines'][number]['steps'][number]['values'];

/** An amount of the terms with its own currency, as it was agreed: `25.00 USD`. */
export const agreedText = ({ unit, currency }: Values): string =>
  `${majorOf(Number(unit), String(currency))} ${String(currency)}`;

interface AgreedEntryProps {
  readonly label: string;
  readonly values: Values;
  /** What it comes to in the currency of the payment. */
  readonly value: { readonly minor: number; readonly currency: string };
}

/** How an amount agreed in another currency than the payment's comes to what it counts for (M5); nothing where it is the same one. */
export function AgreedEntry({ label, values, value }: AgreedEntryProps) {
  const { fromRate, toRate, rateSource, rateDay } = values;
  if (typeof fromRate !== 'string' || typeof toRate !== 'string') return null;
  const source = typeof rateSource === 'string' ? rateSource.toUpperCase() : 'Rates';
  const day = typeof rateDay === 'string' ? ` of ${rateDay}` : '';
  return (
    <Entry
      label={`${label}: ${agreedText(values)} ÷ ${fromRate} × ${toRate}`}
      note={`${source}${day}, rounded half up`}
      op="="
      value={value}
    />
  );
}
