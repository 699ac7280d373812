import type { Explanation } from '@fairlead/core/api';
import { momentText } from '../../kit/dates.ts';
import { Entry, Receipt } from './receipt.tsx';

interface WhenPaidProps {
  readonly due: NonNullable<Explanation['due']>;
  readonly kind: Explanation['payment']['kind'];
}

/** Knot 6: the payment, the hold, the grace. */
export function WhenPaid({ due, kind }: WhenPaidProps) {
  const { occurredAt, holdDays, payableAt, graceDays, eligibleAt } = due;
  return (
    <Receipt>
      <Entry
        label={kind === 'payment' ? 'Paid by the customer' : 'When it was'}
        value={momentText(occurredAt, 'UTC')}
      />
      <Entry label="Hold" note={`until ${momentText(payableAt, 'UTC')}`} op="+" value={daysText(holdDays)} />
      {graceDays > 0 && <Entry label="Grace" op="+" value={daysText(graceDays)} />}
      <Entry label="A payout takes it from" op="=" total value={momentText(eligibleAt, 'UTC')} />
    </Receipt>
  );
}

const daysText = (days: number): string => (days === 1 ? '1 day' : `${days} days`);
