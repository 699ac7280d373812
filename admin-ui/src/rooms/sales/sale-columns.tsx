import './sales.css';
import type { Conversion } from '@fairlead/core/api';
import { Who } from '../../kit/avatar.tsx';
import type { Column } from '../../kit/data-list.tsx';
import { dayText, timeText } from '../../kit/dates.ts';
import { Source } from '../../kit/source.tsx';
import { Earned, Paid } from './earned.tsx';
import { SaleStatus, typeWord } from './sale-words.tsx';

/** Columns of F90. */
export const saleColumns = (timeZone: string): readonly Column<Conversion>[] => [
  {
    label: 'Date',
    cell: ({ occurredAt }) => (
      <>
        {dayText(occurredAt, timeZone)}
        <span className="fl-sale-time">{timeText(occurredAt, timeZone)}</span>
      </>
    ),
  },
  { label: 'Affiliate', names: true, cell: ({ affiliateName }) => <Who name={affiliateName} /> },
  { label: 'Campaign', cell: ({ campaignName }) => <span className="fl-quiet">{campaignName}</span> },
  { label: 'Type', cell: ({ type }) => <span className="fl-quiet">{typeWord(type)}</span> },
  {
    label: 'Source',
    cell: ({ attributionMethod, couponCode }) =>
      attributionMethod === null ? null : <Source method={attributionMethod} code={couponCode} />,
  },
  { label: 'Amount', align: 'end', cell: (row) => <Paid row={row} /> },
  { label: 'Commission', align: 'end', cell: (row) => <Earned row={row} /> },
  { label: 'Status', cell: (row) => <SaleStatus row={row} timeZone={timeZone} /> },
  {
    label: 'Reference',
    cell: ({ externalEventId }) => <code className="fl-sale-reference">{externalEventId ?? '–'}</code>,
  },
];
