import type { AffiliateFigures, AffiliateFiguresList } from '@fairlead/core/api';
import { useApi } from '../../api/use-api.ts';

/** What they brought and earned so far. Read beside the list, which does not wait for it; undefined while it is on its way. */
export function useFigures(ids: readonly string[], campaignId: string | undefined) {
  const query = { affiliateId: ids.join(','), campaignId };
  const { data } = useApi<AffiliateFiguresList>('/v1/affiliates/figures', query, { enabled: ids.length > 0 });
  const found = new Map(data?.data.map((one) => [one.affiliateId, one]));
  return (id: string): AffiliateFigures | null | undefined =>
    data === undefined ? undefined : (found.get(id) ?? null);
}
