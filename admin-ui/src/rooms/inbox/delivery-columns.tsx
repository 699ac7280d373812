import type { Delivery } from '@fairlead/core/api';
import { Link } from '@tanstack/react-router';
import type { Column } from '../../kit/data-list.tsx';
import { dayText, timeText } from '../../kit/dates.ts';
import { TestBadge } from '../../kit/status.tsx';
import { reasonOf, State } from './delivery-state.tsx';

interface Shown {
  readonly timeZone: string;
  readonly connections: ReadonlyMap<string, string>;
  readonly opened: string | undefined;
}

const when = ({ receivedAt }: Delivery, timeZone: string): string =>
  `${dayText(receivedAt, timeZone)}, ${timeText(receivedAt, timeZone)}`;

/** The row opens beside the list, which keeps its filters. */
const Open = ({ row, opened }: { readonly row: Delivery; readonly opened: string | undefined }) => (
  <Link
    className="fl-row-link"
    to="."
    search={(before: object) => ({ ...before, open: row.id })}
    resetScroll={false}
    aria-current={opened === row.id ? 'true' : undefined}
  >
    {row.type}
  </Link>
);

export const deliveryColumns = ({ timeZone, connections, opened }: Shown): readonly Column<Delivery>[] => [
  { label: 'Received', cell: (row) => <span className="fl-quiet">{when(row, timeZone)}</span> },
  { label: 'State', cell: ({ state }) => <State state={state} /> },
  {
    label: 'Event',
    cell: (row) => (
      <span className="fl-two-lines">
        <b>
          <Open row={row} opened={opened} />
        </b>
        <br />
        <small>
          {connections.get(row.connectionId) ?? 'A connection'}, {row.eventId}
        </small>{' '}
        {row.isTest && <TestBadge />}
      </span>
    ),
  },
  // Beside an open delivery there is no room for it, and the pane says it in full.
  ...(opened === undefined
    ? [{ label: 'Why', cell: (row: Delivery) => <span className="fl-wraps">{reasonOf(row)?.detail ?? ''}</span> }]
    : []),
];

export const deliveryCard = (row: Delivery, { timeZone, connections, opened }: Shown) => (
  <>
    <b className="fl-wraps">
      <Open row={row} opened={opened} />
    </b>
    <State state={row.state} />
    <span className="fl-quiet">{connections.get(row.connectionId)}</span>
    <span className="fl-quiet">{when(row, timeZone)}</span>
  </>
);
