import { moneyText } from '../../kit/money-text.ts';
import { Entry } from './receipt.tsx';
import type { Line } from './subject.ts';

type Values = Line['steps'][number]['values'];

/** C6: what was sold before this sale, the threshold that is reached by it, and the next one. */
export function TierEntries({ values }: { readonly values: Values }) {
  const { period, from, standing, step, reached, next } = values;
  if (typeof standing !== 'number') return null;
  return (
    <>
      <Entry label={`Sold before, ${spanText(period, from)}`} value={amountText(values, standing)} />
      <Entry
        label="Tier"
        note={typeof next === 'number' ? `the next one from ${amountText(values, next)}` : 'the last one'}
        value={
          typeof reached === 'number' ? `step ${String(step)}, from ${amountText(values, reached)}` : 'none reached'
        }
      />
    </>
  );
}

/** A volume in its own currency, or a number of sales. */
const amountText = ({ measure, currency }: Values, value: number): string =>
  measure === 'volume' ? moneyText(value, String(currency)) : value === 1 ? '1 sale' : `${value} sales`;

function spanText(period: unknown, from: unknown): string {
  if (typeof from !== 'string') return 'all time';
  const [year = '', month = '01'] = from.split('-');
  if (period === 'year') return year;
  if (period === 'quarter') return `quarter ${Math.ceil(Number(month) / 3)} of ${year}`;
  return `${year}-${month}`;
}
