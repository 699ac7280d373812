import type { Affiliate } from '@fairlead/core/api';
import { Who } from '../../kit/avatar.tsx';
import type { Shown } from './affiliate-columns.tsx';
import { CountCell, EarningsCell, HomeCell } from './figure-cells.tsx';
import { Standing } from './standing.tsx';

/** An affiliate on a phone. */
export function AffiliateCard({ row, ...shown }: Shown & { readonly row: Affiliate }) {
  const [first] = shown.standingOf(row.id) ?? [];
  return (
    <>
      <Who name={row.name} />
      <span>{first !== undefined && <Standing status={first.status} />}</span>
      <span className="fl-quiet fl-wraps">{row.email}</span>
      <span className="fl-quiet">
        <Ordered id={row.id} {...shown} />
      </span>
    </>
  );
}

/** What the list goes by; where that is who they are, where they take part. */
function Ordered({ id, sort, figuresOf, standingOf, campaigns }: Shown & { readonly id: string }) {
  const figures = figuresOf(id);
  switch (sort?.replace('-', '')) {
    case 'clicks':
      return (
        <>
          <CountCell figures={figures} of="clicks" /> clicks
        </>
      );
    case 'sales':
      return (
        <>
          <CountCell figures={figures} of="sales" /> sales
        </>
      );
    case 'commission':
      return <EarningsCell figures={figures} />;
    case 'revenue':
      return <HomeCell figures={figures} of="revenue" />;
    case 'pending':
      return <HomeCell figures={figures} of="pending" />;
    default: {
      const [first, ...more] = standingOf(id) ?? [];
      const others = more.length > 0 ? ` and ${more.length} more` : '';
      return first !== undefined && `${campaigns.get(first.campaignId) ?? ''}${others}`;
    }
  }
}
