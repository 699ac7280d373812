import { moneyText } from '../../kit/money-text.ts';
import { Entry } from './receipt.tsx';
import type { Line } from './subject.ts';

interface BudgetEntriesProps {
  readonly values: Line['steps'][number]['values'];
  readonly line: Line;
}

/** C5: what was left of the campaign's budget for this line, and what that made of it. */
export function BudgetEntries({ values, line: { currency } }: BudgetEntriesProps) {
  const { left, whole, reached, before, result } = values;
  const own = String(values['currency']);
  return (
    <>
      <Entry
        label="Left of the budget"
        note={`of ${moneyText(Number(whole), own)}`}
        value={{ minor: Number(left), currency: own }}
      />
      {reached === true && (
        <Entry
          label="Cut to it"
          note={`${moneyText(Number(before), currency)} is more`}
          op="="
          value={{ minor: Number(result), currency }}
          total
        />
      )}
    </>
  );
}
