import type { Conversion } from '@fairlead/core/api';
import { dayText } from '../../kit/dates.ts';
import { Status, type Tone } from '../../kit/status.tsx';

const words: Readonly<Record<Conversion['status'], readonly [Tone, string]>> = {
  pending: ['pending', 'Pending'],
  approved: ['approved', 'Approved'],
  paid: ['paid', 'Paid'],
  refunded: ['refunded', 'Refunded'],
  denied: ['denied', 'Denied'],
  merged: ['refunded', 'Merged'],
};
export const statusWord = (status: Conversion['status']): string => words[status][1];

const types: Readonly<Record<Conversion['type'], string>> = {
  sale: 'Sale',
  renewal: 'Recurring',
  lead: 'Lead',
  click: 'Clicks',
  event: 'Event',
  bonus: 'Bonus',
};
export const typeWord = (type: Conversion['type']): string => types[type];

interface SaleStatusProps {
  readonly row: Conversion;
  readonly timeZone: string;
  readonly pill?: boolean;
}

/** Icon, word and date; a small arrow where a part went back. */
export function SaleStatus({ row, timeZone, pill = false }: SaleStatusProps) {
  const [tone, word] = words[row.status];
  if (row.isTest) {
    return (
      <Status tone="test" pill>
        Test
      </Status>
    );
  }
  const partly = row.reversedCommission > 0 && row.reversedCommission < row.commission;
  return row.status === 'pending' ? (
    <Status tone={tone} pill={pill} partly={partly} note={`until ${dayText(row.eligibleAt, timeZone)}`}>
      {word}
    </Status>
  ) : (
    <Status tone={tone} pill={pill} partly={partly}>
      {word}
    </Status>
  );
}
