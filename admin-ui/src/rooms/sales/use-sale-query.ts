import { rangeIn } from '../../kit/range.ts';
import { useAddress } from '../../kit/use-address.ts';
import { useMembership } from '../../session/me.ts';
import { saleFilter, salePage } from './sale-query.ts';

/** What the address says of the list, as the API takes it. */
export function useSaleQuery() {
  const [address] = useAddress();
  const { timeZone } = useMembership();
  const filter = saleFilter(address, rangeIn(address, timeZone));
  return {
    filter,
    page: salePage(address),
    isFiltered: Object.values(filter).some((value) => value !== undefined),
  };
}
