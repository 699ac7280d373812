import type { Explanation } from '@fairlead/core/api';
import { momentText } from '../../kit/dates.ts';
import { Entry, Receipt } from './receipt.tsx';

/** Knot 6: the payment, the hold, the grace. */
export function WhenPaid({ due }: { readonly due: NonNullable<Explanation['due']> }) {
  const { occurredAt, holdDays, payableAt, graceDays, eligibleAt } = due;
  return (
    <Receipt>
      <Entry label="Paid by the customer" value={momentText(occurredAt, 'UTC')} />
      <Entry label="Hold" note={`${holdDays} days`} op="+" value={momentText(payableAt, 'UTC')} />
      {graceDays > 0 && <Entry label="Grace" note={`${graceDays} days`} op="+" value={momentText(eligibleAt, 'UTC')} />}
      <Entry label="A payout takes it from" op="=" total value={momentText(eligibleAt, 'UTC')} />
    </Receipt>
  );
}
