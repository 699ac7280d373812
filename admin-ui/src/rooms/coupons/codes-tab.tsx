import type { CouponPage, CouponSummary } from '@fairlead/core/api';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useApi } from '../../api/use-api.ts';
import { Choices } from '../../kit/choices.tsx';
import { CsvButton } from '../../kit/csv-button.tsx';
import { Empty } from '../../kit/empty.tsx';
import { FilterBar } from '../../kit/filter-bar.tsx';
import { IconTicket } from '../../kit/icons.ts';
import { Loaded } from '../../kit/loaded.tsx';
import { useCampaignNames } from '../../kit/names.ts';
import { Paging } from '../../kit/paging.tsx';
import { SearchBox } from '../../kit/search-box.tsx';
import { useAddress } from '../../kit/use-address.ts';
import { CouponList } from './coupon-list.tsx';
import { useParentCoupons } from './parents.ts';

/** The codes, whose they are, and how they stand. */
export function CodesTab({ mint }: { readonly mint: ReactNode }) {
  const [{ q, active, campaignId, parentCouponId, cursor, sort }, change] = useAddress();
  const parents = useParentCoupons();
  const campaigns = useCampaignNames();
  const list = useApi<CouponPage>('/v1/coupons', { q, active, campaignId, parentCouponId, cursor, sort });
  const summary = useApi<CouponSummary>('/v1/coupons/summary', { q, campaignId, parentCouponId });
  const isFiltered = [q, active, campaignId, parentCouponId].some((one) => one !== undefined);
  return (
    <>
      <FilterBar
        filters={[
          { name: 'campaignId', label: 'Campaign', several: true, options: [...campaigns] },
          {
            name: 'parentCouponId',
            label: 'Parent coupon',
            several: true,
            options: [...parents.values()].map(({ id, name }) => [id, name] as const),
          },
        ]}
        before={
          <Choices
            label="Status"
            name="active"
            choices={[
              { value: undefined, word: 'All', count: summary.data?.count },
              { value: 'true', word: 'Active', count: summary.data?.active },
              { value: 'false', word: 'Switched off', count: summary.data?.inactive },
            ]}
          />
        }
        after={
          <>
            <SearchBox label="Search coupons" placeholder="Part of the code" size="sm" />
            <CsvButton
              path="/v1/coupons.csv"
              query={{ q, active, campaignId, parentCouponId }}
              count={list.data?.total}
              file="coupons.csv"
            />
          </>
        }
      />
      <Loaded query={list} rows={8}>
        {({ data, nextCursor, total }) =>
          data.length > 0 ? (
            <>
              <CouponList coupons={data} />
              <Paging shown={data.length} nextCursor={nextCursor} total={total} />
            </>
          ) : isFiltered ? (
            <Empty
              icon={IconTicket}
              title="No coupon matches these filters"
              action={
                <Button
                  variant="default"
                  onClick={() =>
                    change({ q: undefined, active: undefined, campaignId: undefined, parentCouponId: undefined })
                  }
                >
                  Clear filters
                </Button>
              }
            />
          ) : (
            <Empty icon={IconTicket} title="A code of their own for every affiliate" action={mint}>
              Whoever pays with it is credited to them, without a click: for podcasts, print, and talks.
            </Empty>
          )
        }
      </Loaded>
    </>
  );
}
