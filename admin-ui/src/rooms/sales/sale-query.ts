import { address as urlOf, type Query } from '../../api/client.ts';
import type { Range } from '../../kit/range.ts';
import type { Address } from '../../kit/use-address.ts';

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

export const salesPath = '/v1/conversions';
export const summaryPath = '/v1/conversions/summary';

/** What the address says of the list and of these days, as the API takes it. */
export const saleFilter = (address: Address, { from, to }: Range): Query => ({
  ...Object.fromEntries(filterNames.map((name) => [name, address[name]])),
  from,
  to,
});

export const salePage = ({ cursor, sort }: Address): Query => ({ cursor, sort });

/** What the list reads first. Days by their name are another matter: which they are depends on the organization's time zone. */
export function saleReads(address: Address): readonly string[] {
  const { range, from, to } = address;
  if (range !== undefined) return [];
  const filter = saleFilter(address, { from, to });
  return [urlOf(salesPath, { ...filter, ...salePage(address) }), urlOf(summaryPath, filter)];
}
