import type { Affiliate, AffiliateFigures, Enrollment } from '@fairlead/core/api';
import { Who } from '../../kit/avatar.tsx';
import type { Column } from '../../kit/data-list.tsx';
import { dayText } from '../../kit/dates.ts';
import { CountCell, EarningsCell, HomeCell } from './figure-cells.tsx';
import { Standing } from './standing.tsx';

export interface Shown {
  readonly campaigns: ReadonlyMap<string, string>;
  /** Undefined: on its way. */
  readonly standingOf: (affiliateId: string) => readonly Enrollment[] | undefined;
  readonly timeZone: string;
  readonly figuresOf: (affiliateId: string) => AffiliateFigures | null | undefined;
  /** The order of the list: what it goes by is shown. */
  readonly sort: string | undefined;
}

export const affiliateColumns = ({
  campaigns,
  standingOf,
  timeZone,
  figuresOf,
  sort,
}: Shown): readonly Column<Affiliate>[] => [
  { label: 'Affiliate', names: true, cell: ({ name }) => <Who name={name} /> },
  {
    label: 'E-mail',
    cell: ({ email }) => (
      <span className="fl-clip fl-quiet" title={email}>
        {email}
      </span>
    ),
  },
  {
    label: 'Campaigns',
    cell: ({ id }) =>
      lines(standingOf(id), ({ campaignId }) => <span className="fl-quiet">{campaigns.get(campaignId) ?? '…'}</span>),
  },
  { label: 'Link', cell: ({ id }) => lines(standingOf(id), ({ slug }) => <code className="fl-mono">{slug}</code>) },
  { label: 'Status', cell: ({ id }) => lines(standingOf(id), ({ status }) => <Standing status={status} />) },
  { label: 'Clicks', align: 'end', cell: ({ id }) => <CountCell figures={figuresOf(id)} of="clicks" /> },
  { label: 'Sales', align: 'end', cell: ({ id }) => <CountCell figures={figuresOf(id)} of="sales" /> },
  {
    label: 'Revenue',
    align: 'end',
    isExtra: sort !== '-revenue',
    cell: ({ id }) => <HomeCell figures={figuresOf(id)} of="revenue" />,
  },
  { label: 'Earnings', align: 'end', cell: ({ id }) => <EarningsCell figures={figuresOf(id)} /> },
  {
    label: 'On hold',
    align: 'end',
    isExtra: sort !== '-pending',
    cell: ({ id }) => <HomeCell figures={figuresOf(id)} of="pending" />,
  },
  {
    label: 'Since',
    isExtra: true,
    cell: ({ createdAt }) => <span className="fl-quiet">{dayText(createdAt, timeZone)}</span>,
  },
];

/** One line for each campaign, so that campaign, link and status of one stand beside each other. */
function lines(enrollments: readonly Enrollment[] | undefined, draw: (enrollment: Enrollment) => React.ReactNode) {
  if (enrollments === undefined) return <span className="fl-quiet">…</span>;
  if (enrollments.length === 0) return <span className="fl-quiet">–</span>;
  return enrollments.map((one) => <div key={one.id}>{draw(one)}</div>);
}
