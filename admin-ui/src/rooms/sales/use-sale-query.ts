import type { Query } from '../../api/client.ts';
import { rangeIn } from '../../kit/range.ts';
import { useAddress } from '../../kit/use-address.ts';
import { useMembership } from '../../session/me.ts';

/** Members of the address that narrow the list, beside the days. */
export const filterNames = [
  'type',
  'status',
  'method',
  'campaignId',
  'affiliateId',
  'connectionId',
  'couponCode',
  'currency',
  'q',
  'isTest',
] as const;

/** What the address says of the list, as the API takes it. */
export function useSaleQuery() {
  const [address] = useAddress();
  const { timeZone } = useMembership();
  const { from, to } = rangeIn(address, timeZone);
  const filter: Query = { ...Object.fromEntries(filterNames.map((name) => [name, address[name]])), from, to };
  return {
    filter,
    page: { cursor: address['cursor'], sort: address['sort'] },
    isFiltered: Object.values(filter).some((value) => value !== undefined),
  };
}
