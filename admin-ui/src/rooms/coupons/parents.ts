import type { ParentCoupon, ParentCouponPage } from '@fairlead/core/api';
import { useApi } from '../../api/use-api.ts';

/** Parent coupons by id: of these there are few. */
export function useParentCoupons(): ReadonlyMap<string, ParentCoupon> {
  const all = useApi<ParentCouponPage>('/v1/parent-coupons', { take: 200, sort: 'name' });
  return new Map((all.data?.data ?? []).map((parent) => [parent.id, parent]));
}
