import type { Affiliate, AffiliateSummary } from '@fairlead/core/api';
import { useApi } from '../../api/use-api.ts';
import { Choices } from '../../kit/choices.tsx';
import { ColumnMenu } from '../../kit/column-menu.tsx';
import type { Column } from '../../kit/data-list.tsx';
import { FilterBar } from '../../kit/filter-bar.tsx';
import { SearchBox } from '../../kit/search-box.tsx';
import { SortMenu } from '../../kit/sort-menu.tsx';
import { type EnrollmentStatus, standingWord } from './standing.tsx';

interface AffiliateFiltersProps {
  readonly filter: Readonly<Record<'q' | 'campaignId' | 'status', string | undefined>>;
  readonly campaigns: ReadonlyMap<string, string>;
  readonly columns: readonly Column<Affiliate>[];
}

const orders = [
  ['-created', 'Newest first'],
  ['created', 'Oldest first'],
  ['name', 'By name'],
  ['email', 'By e-mail'],
  ['-commission', 'Most earned'],
  ['-pending', 'Most on hold'],
  ['-revenue', 'Most revenue'],
  ['-sales', 'Most sales'],
  ['-clicks', 'Most clicks'],
] as const;

const statuses: readonly EnrollmentStatus[] = ['pending', 'approved', 'paused', 'rejected', 'removed'];

/** Status as choices with their counts, campaign as a sentence, and a search. */
export function AffiliateFilters({ filter: { q, campaignId, status }, campaigns, columns }: AffiliateFiltersProps) {
  const { data } = useApi<AffiliateSummary>('/v1/affiliates/summary', { q, campaignId });
  const there = statuses.filter((one) => (data?.byStatus[one] ?? 0) > 0 || status === one);
  return (
    <FilterBar
      filters={[{ name: 'campaignId', label: 'Campaign', several: true, options: [...campaigns] }]}
      before={
        <Choices
          label="Status"
          name="status"
          choices={[
            { value: undefined, word: 'All', count: data?.count },
            ...there.map((one) => ({ value: one, word: standingWord(one), count: data?.byStatus[one] })),
          ]}
        />
      }
      after={
        <>
          <SearchBox label="Search affiliates" placeholder="Name, e-mail or link" />
          <SortMenu orders={orders} />
          <ColumnMenu columns={columns} />
        </>
      }
    />
  );
}
