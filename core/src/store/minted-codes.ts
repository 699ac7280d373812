import type { Store } from './database.ts';
import { throughDoor } from './session.ts';

export interface LeasedCode {
  readonly organizationId: string;
  readonly couponId: string;
}

/** Codes a processor is to be asked about now, for `seconds`; they come back by themselves when who asks dies. */
export async function leaseCodes(store: Store, most: number, seconds: number): Promise<readonly LeasedCode[]> {
  const text = 'select organization_id as "organizationId", coupon_id as "couponId" from lease_codes($1, $2)';
  return throughDoor(store, { name: 'lease_codes', text }, [most, seconds]);
}
