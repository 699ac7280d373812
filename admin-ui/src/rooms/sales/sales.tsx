import type { ConversionPage, ConversionSummary } from '@fairlead/core/api';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useState } from 'react';
import { keyOf, useApi } from '../../api/use-api.ts';
import { useShownColumns } from '../../kit/column-menu.tsx';
import { ActButton } from '../../kit/act-button.tsx';
import { CsvButton } from '../../kit/csv-button.tsx';
import { DataList } from '../../kit/data-list.tsx';
import { Empty } from '../../kit/empty.tsx';
import { IconPlus, IconReceipt2 } from '../../kit/icons.ts';
import { InHomeChoice } from '../../kit/in-home.tsx';
import { useLive } from '../../kit/live.tsx';
import { Loaded } from '../../kit/loaded.tsx';
import { NewRows, useNewRows } from '../../kit/new-rows.tsx';
import { Page } from '../../kit/page.tsx';
import { Paging } from '../../kit/paging.tsx';
import { RangeMenu } from '../../kit/range-menu.tsx';
import { useAddress } from '../../kit/use-address.ts';
import { useMembership } from '../../session/me.ts';
import { NoSales } from './no-sales.tsx';
import { SaleCard } from './sale-card.tsx';
import { saleColumns } from './sale-columns.tsx';
import { SaleFilters } from './sale-filters.tsx';
import { SaleSums } from './sale-sums.tsx';
import { filterNames, salesPath, summaryPath } from './sale-query.ts';
import { useSaleQuery } from './use-sale-query.ts';

const AddSale = lazy(() => import('./add-sale.tsx'));

/** All credits: who earned what, and why behind each. */
export default function Sales() {
  const { timeZone } = useMembership();
  const { filter, page, isFiltered } = useSaleQuery();
  const [, change] = useAddress();
  const client = useQueryClient();
  const list = useApi<ConversionPage>(salesPath, { ...filter, ...page });
  const again = (path: string): void => void client.invalidateQueries({ queryKey: keyOf(path).slice(0, 2) });
  const isLive = useLive(['conversion'], () => again(summaryPath));
  const summary = useApi<ConversionSummary>(summaryPath, filter, { every: isLive ? false : 15_000 });
  const [isAdding, setAdding] = useState(false);
  const columns = useMemo(() => saleColumns(timeZone), [timeZone]);
  const shown = useShownColumns(columns);
  const added = useNewRows(list.dataUpdatedAt, summary.data?.count);
  return (
    <Page
      title="Sales"
      actions={
        <>
          <InHomeChoice />
          <ActButton
            needs="manager"
            variant="default"
            leftSection={<IconPlus size={15} />}
            onClick={() => setAdding(true)}
          >
            Add sale
          </ActButton>
          <RangeMenu />
          <CsvButton path={`${salesPath}.csv`} query={filter} count={summary.data?.count} file="sales.csv" />
        </>
      }
    >
      {summary.data !== undefined && <SaleSums summary={summary.data} filter={filter} />}
      <SaleFilters summary={summary.data} columns={columns} />
      <NewRows count={added} one="sale" many="sales" onShow={() => (change({}), again(salesPath))} />
      <Loaded query={list} rows={12}>
        {({ data, nextCursor }) =>
          data.length > 0 ? (
            <>
              <DataList
                label="Sales"
                rows={data}
                idOf={({ id }) => id}
                columns={shown}
                open={({ id }) => `/sales/${id}`}
                card={(row) => <SaleCard row={row} timeZone={timeZone} />}
              />
              <Paging shown={data.length} nextCursor={nextCursor} total={summary.data?.count} />
            </>
          ) : isFiltered ? (
            <Empty
              icon={IconReceipt2}
              title="No sale matches these filters"
              action={
                <Button
                  variant="default"
                  onClick={() => change(Object.fromEntries(filterNames.map((name) => [name, undefined])))}
                >
                  Clear filters
                </Button>
              }
            />
          ) : (
            <NoSales />
          )
        }
      </Loaded>
      {isAdding && (
        <Suspense>
          <AddSale onClose={() => setAdding(false)} />
        </Suspense>
      )}
    </Page>
  );
}
