import type { AffiliatePage, CampaignPage, Conversion, ConversionSummary } from '@fairlead/core/api';
import { UnstyledButton } from '@mantine/core';
import { useApi } from '../../api/use-api.ts';
import { Choices } from '../../kit/choices.tsx';
import { ColumnMenu } from '../../kit/column-menu.tsx';
import type { Column } from '../../kit/data-list.tsx';
import { FilterBar } from '../../kit/filter-bar.tsx';
import type { Filter } from '../../kit/filters.ts';
import { setFilters } from '../../kit/filters.ts';
import { IconFlask2 } from '../../kit/icons.ts';
import { SavedViews } from '../../kit/saved-views.tsx';
import { methodWords } from '../../kit/source.tsx';
import { useAddress } from '../../kit/use-address.ts';
import { statusWord, typeWord } from './sale-words.tsx';

const statuses = ['pending', 'approved', 'paid', 'refunded', 'denied', 'merged'] as const;
const types = ['sale', 'renewal', 'lead', 'click', 'event', 'bonus'] as const;

interface SaleFiltersProps {
  readonly summary: ConversionSummary | undefined;
  /** All there are, to choose from. */
  readonly columns: readonly Column<Conversion>[];
}

/** Type as chips with counts; everything else as sentences. */
export function SaleFilters({ summary, columns }: SaleFiltersProps) {
  const filters = useSaleFilters();
  const [address, change] = useAddress();
  const kept = { ...setFilters(filters, address), ...setFilters(alsoKept, address) };
  const tests = summary?.leftOut.tests ?? 0;
  const counts = summary?.byType;
  const all = counts === undefined ? undefined : Object.values(counts).reduce((sum, count) => sum + count, 0);
  const there = types.filter((type) => (counts?.[type] ?? 0) > 0 || address['type'] === type);
  return (
    <FilterBar
      filters={filters}
      before={
        <>
          <Choices
            label="Type"
            name="type"
            choices={[
              { value: undefined, word: 'All', count: all },
              ...there.map((type) => ({ value: type, word: typeWord(type), count: counts?.[type] })),
            ]}
          />
          {tests > 0 && (
            <UnstyledButton className="fl-chip" onClick={() => change({ isTest: 'true' })}>
              <IconFlask2 size={14} aria-hidden />
              {tests === 1 ? '1 test is hidden' : `${tests} tests are hidden`}
            </UnstyledButton>
          )}
        </>
      }
      after={
        <>
          <ColumnMenu columns={columns} />
          <SavedViews list="conversions" filters={kept} />
        </>
      }
    />
  );
}

/** What a view keeps beside the filters. */
const alsoKept: readonly Filter[] = ['type', 'range', 'from', 'to'].map((name) => ({ name, label: name }));

function useSaleFilters(): readonly Filter[] {
  const campaigns = useApi<CampaignPage>('/v1/campaigns', { take: 200, sort: 'name' });
  const affiliates = useApi<AffiliatePage>('/v1/affiliates', { take: 200, sort: 'name' });
  return [
    { name: 'status', label: 'Status', several: true, options: statuses.map((one) => [one, statusWord(one)]) },
    {
      name: 'method',
      label: 'Source',
      several: true,
      options: Object.entries(methodWords).map(([method, [, word]]) => [method, word]),
    },
    { name: 'campaignId', label: 'Campaign', options: named(campaigns.data?.data) },
    { name: 'affiliateId', label: 'Affiliate', options: named(affiliates.data?.data) },
    { name: 'couponCode', label: 'Coupon', hint: 'The code, in any case' },
    { name: 'q', label: 'Reference', hint: 'An order, invoice, charge or customer, exactly' },
    {
      name: 'isTest',
      label: 'Kind',
      options: [
        ['false', 'live'],
        ['true', 'a test'],
      ],
    },
  ];
}

const named = (rows: readonly { readonly id: string; readonly name: string }[] = []) =>
  rows.map(({ id, name }) => [id, name] as const);
