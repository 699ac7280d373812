import type { CouponPage } from '@fairlead/core/api';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { Empty } from '../../kit/empty.tsx';
import { IconPlus, IconTicket } from '../../kit/icons.ts';
import { Loaded } from '../../kit/loaded.tsx';
import { CouponList } from '../coupons/coupon-list.tsx';
import { MintCoupon } from '../coupons/mint-coupon.tsx';
import type { OfAffiliate } from './of-affiliate.ts';

/** Their codes. */
export function AffiliateCoupons({ affiliate, enrollments }: OfAffiliate) {
  const [isMinting, setMinting] = useState(false);
  const coupons = useApi<CouponPage>('/v1/coupons', { affiliateId: affiliate.id, take: 200 });
  const mint = (
    <ActButton needs="manager" variant="default" leftSection={<IconPlus size={15} />} onClick={() => setMinting(true)}>
      Mint a coupon
    </ActButton>
  );
  return (
    <>
      <Loaded query={coupons} rows={3}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty icon={IconTicket} title="They have no coupon" action={enrollments.length > 0 ? mint : undefined}>
              A code credits its sale without any click: for podcasts, print, and talks.
            </Empty>
          ) : (
            <>
              <div className="fl-panel-head">{mint}</div>
              <CouponList coupons={data} />
            </>
          )
        }
      </Loaded>
      {isMinting && <MintCoupon affiliateId={affiliate.id} onClose={() => setMinting(false)} />}
    </>
  );
}
