import './sales.css';
import type { Conversion } from '@fairlead/core/api';
import { Who } from '../../kit/avatar.tsx';
import type { Column } from '../../kit/data-list.tsx';
import { dayText, momentText, timeText } from '../../kit/dates.ts';
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
  { label: 'Campaign', cell: ({ campaignName }) => <Clipped text={campaignName} /> },
  { label: 'Type', cell: ({ type }) => <span className="fl-quiet">{typeWord(type)}</span> },
  {
    label: 'Source',
    cell: ({ attributionMethod, couponCode, byPage }) =>
      attributionMethod === null ? null : <Source method={attributionMethod} code={couponCode} byPage={byPage} />,
  },
  { label: 'Amount', align: 'end', cell: (row) => <Paid row={row} /> },
  { label: 'Commission', align: 'end', cell: (row) => <Earned row={row} /> },
  { label: 'Status', cell: (row) => <SaleStatus row={row} timeZone={timeZone} /> },
  {
    label: 'Reference',
    cell: ({ externalEventId }) => <Reference id={externalEventId} />,
  },
  { label: 'Customer', isExtra: true, cell: ({ customerExternalId }) => <Reference id={customerExternalId} /> },
  { label: 'Subscription', isExtra: true, cell: ({ subscriptionId }) => <Reference id={subscriptionId} /> },
  {
    label: 'Sub-ids',
    isExtra: true,
    cell: ({ subIds }) => <span className="fl-quiet">{Object.values(subIds).join(' · ') || '–'}</span>,
  },
  {
    label: 'Learned of',
    isExtra: true,
    cell: ({ recordedAt }) => <span className="fl-quiet">{momentText(recordedAt, timeZone)}</span>,
  },
];

/** A name that may be long; the whole of it where a pointer rests, and in Explain. */
const Clipped = ({ text }: { readonly text: string }) => (
  <span className="fl-clip fl-quiet" title={text}>
    {text}
  </span>
);

/** An id of a processor, or of the shop. The whole of it is copied in Explain. */
const Reference = ({ id }: { readonly id: string | null }) => (
  <code className="fl-clip fl-sale-reference" title={id ?? undefined}>
    {id ?? '–'}
  </code>
);
