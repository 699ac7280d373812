import type { Overview } from '@fairlead/core/api';
import { Amounts, Figure, Sums } from '../../kit/sums.tsx';
import { moneyText } from '../../kit/money-text.ts';

type Total = Pick<Overview['totals'][number], 'currency' | 'before' | Sum>;
type Sum = 'amount' | 'commission' | 'takenBack';

interface ComparisonProps {
  readonly seen: Overview;
  readonly home: string;
  /** All currencies in the home currency. */
  readonly inHome: boolean;
}

/** These days beside as many before them, per currency; the home currency first. */
export function Comparison({ seen, home, inHome }: ComparisonProps) {
  const totals = inHome ? [seen.home] : homeFirst(seen.totals, home);
  const named = (word: string): string => (inHome ? `${word} in ${home}` : word);
  const of = (name: Sum) => totals.map((total) => ({ currency: total.currency, minor: total[name] }));
  const { before } = seen.leads;
  return (
    <Sums label="Totals">
      <Figure name={named('Captured')} note={beforeText(totals, 'amount')}>
        <Amounts amounts={of('amount')} />
      </Figure>
      <Figure name={named('Commission')} note={beforeText(totals, 'commission')}>
        <Amounts amounts={of('commission')} />
      </Figure>
      <Figure name={named('Taken back')} note={beforeText(totals, 'takenBack', -1n)}>
        <Amounts amounts={of('takenBack').map(({ currency, minor }) => ({ currency, minor: -BigInt(minor) }))} />
      </Figure>
      <Figure name="Leads" note={before === null ? undefined : `${before.toLocaleString('en')} before`}>
        {seen.leads.count.toLocaleString('en')}
      </Figure>
    </Sums>
  );
}

export const homeFirst = <T extends { readonly currency: string }>(rows: readonly T[], home: string): readonly T[] => [
  ...rows.filter(({ currency }) => currency === home),
  ...rows.filter(({ currency }) => currency !== home),
];

/** The first currency in the days before: figures of one currency are compared, never their sums. */
function beforeText([first, ...others]: readonly Total[], name: Sum, sign = 1n): string | undefined {
  if (first === undefined || first.before === null) return undefined;
  // A first currency with nothing is not shown where others have something.
  if (BigInt(first[name]) === 0n && others.some((other) => BigInt(other[name]) !== 0n)) return undefined;
  return `${moneyText(sign * BigInt(first.before[name]), first.currency)} before`;
}
