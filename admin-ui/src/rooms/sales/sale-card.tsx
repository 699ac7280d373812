import type { Conversion } from '@fairlead/core/api';
import { Who } from '../../kit/avatar.tsx';
import { dayText } from '../../kit/dates.ts';
import { moneyText } from '../../kit/money-text.ts';
import { Source } from '../../kit/source.tsx';
import { Earned } from './earned.tsx';
import { SaleStatus } from './sale-words.tsx';

/** A sale on a phone: who and amount; source; status and date. */
export function SaleCard({ row, timeZone }: { readonly row: Conversion; readonly timeZone: string }) {
  const paid = row.currency === null || row.amount === 0 ? '' : `, ${moneyText(row.amount, row.currency)}`;
  return (
    <>
      <Who name={row.affiliateName} />
      <span>
        <Earned row={row} />
      </span>
      <SaleStatus row={row} timeZone={timeZone} />
      <span className="fl-quiet">
        {dayText(row.occurredAt, timeZone)}
        {paid}
      </span>
      {row.attributionMethod !== null && (
        <Source method={row.attributionMethod} code={row.couponCode} byPage={row.byPage} />
      )}
    </>
  );
}
