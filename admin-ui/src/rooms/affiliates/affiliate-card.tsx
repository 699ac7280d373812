import type { Affiliate } from '@fairlead/core/api';
import { Who } from '../../kit/avatar.tsx';
import type { Shown } from './affiliate-columns.tsx';
import { Standing } from './standing.tsx';

/** An affiliate on a phone. */
export function AffiliateCard({ row, campaigns, standingOf }: Shown & { readonly row: Affiliate }) {
  const [first, ...more] = standingOf(row.id) ?? [];
  return (
    <>
      <Who name={row.name} />
      <span>{first !== undefined && <Standing status={first.status} />}</span>
      <span className="fl-quiet fl-wraps">{row.email}</span>
      <span className="fl-quiet">
        {first !== undefined && campaigns.get(first.campaignId)}
        {more.length > 0 && ` and ${more.length} more`}
      </span>
    </>
  );
}
