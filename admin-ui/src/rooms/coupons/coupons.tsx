import type { CouponPage, CouponSummary } from '@fairlead/core/api';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { Choices } from '../../kit/choices.tsx';
import { Empty } from '../../kit/empty.tsx';
import { FilterBar } from '../../kit/filter-bar.tsx';
import { IconPlus, IconTicket } from '../../kit/icons.ts';
import { Loaded } from '../../kit/loaded.tsx';
import { useCampaignNames } from '../../kit/names.ts';
import { Page } from '../../kit/page.tsx';
import { Paging } from '../../kit/paging.tsx';
import { SearchBox } from '../../kit/search-box.tsx';
import { useAddress } from '../../kit/use-address.ts';
import { CouponList } from './coupon-list.tsx';
import { MintCoupon } from './mint-coupon.tsx';

/** Codes that credit their sale, with or without a click. */
export default function Coupons() {
  const [{ q, active, campaignId, cursor, sort }, change] = useAddress();
  const [isMinting, setMinting] = useState(false);
  const campaigns = useCampaignNames();
  const list = useApi<CouponPage>('/v1/coupons', { q, active, campaignId, cursor, sort });
  const summary = useApi<CouponSummary>('/v1/coupons/summary', { q, campaignId });
  const isFiltered = [q, active, campaignId].some((one) => one !== undefined);
  const mint = (
    <ActButton needs="manager" leftSection={<IconPlus size={15} />} onClick={() => setMinting(true)}>
      Mint coupon
    </ActButton>
  );
  return (
    <Page title="Coupons" actions={mint}>
      <FilterBar
        filters={[{ name: 'campaignId', label: 'Campaign', several: true, options: [...campaigns] }]}
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
        after={<SearchBox label="Search coupons" placeholder="Part of the code" />}
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
                  onClick={() => change({ q: undefined, active: undefined, campaignId: undefined })}
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
      {isMinting && <MintCoupon onClose={() => setMinting(false)} />}
    </Page>
  );
}
