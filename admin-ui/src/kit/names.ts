import type { AffiliatePage, ApiKeyPage, CampaignPage, Enrollment, MemberList } from '@fairlead/core/api';
import { useQuery } from '@tanstack/react-query';
import { get } from '../api/client.ts';
import { keyOf, useApi } from '../api/use-api.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

const mapOf = (rows: readonly Named[] = []): ReadonlyMap<string, string> =>
  new Map(rows.map(({ id, name }) => [id, name]));

/** Campaigns by id: of these there are few. */
export const useCampaignNames = (): ReadonlyMap<string, string> =>
  mapOf(useApi<CampaignPage>('/v1/campaigns', { take: 200, sort: 'name' }).data?.data);

/** One affiliate's name; many rows ask for the same one only once. */
export const useAffiliateName = (id: string | undefined): string | undefined => {
  const path = `/v1/affiliates/${id}`;
  const known = useApi<AffiliatePage>('/v1/affiliates', { take: 200 });
  const found = known.data?.data.find((one) => one.id === id)?.name;
  const enabled = id !== undefined && found === undefined && known.data !== undefined;
  const { data } = useQuery({ queryKey: keyOf(path), queryFn: () => get<Named>(path), enabled, staleTime: 60_000 });
  return found ?? data?.name;
};

/** One enrollment, by its id. */
export const useEnrollment = (id: string): Enrollment | undefined => {
  const path = `/v1/enrollments/${id}`;
  const known = useApi<{ readonly data: readonly Enrollment[] }>('/v1/enrollments', { take: 200 });
  const found = known.data?.data.find((one) => one.id === id);
  const enabled = found === undefined && known.data !== undefined;
  const { data } = useQuery({
    queryKey: keyOf(path),
    queryFn: () => get<Enrollment>(path),
    enabled,
    staleTime: 60_000,
  });
  return found ?? data;
};

const ownNames: Readonly<Record<string, string>> = { core: 'Fairlead', cli: 'The terminal' };

/** Who changed something, in words, by what the audit names: `user:…`, `key:…`, or the server itself. */
export function useActorName(): (actor: string) => string {
  const members = useApi<MemberList>('/v1/members');
  const keys = useApi<ApiKeyPage>('/v1/api-keys', { take: 200 });
  const people = mapOf(members.data?.data);
  const programs = mapOf(keys.data?.data);
  return (actor) => {
    const [kind, id = ''] = actor.split(':');
    if (kind === 'user') return people.get(id) ?? 'Somebody no longer here';
    if (kind === 'key') return `API key ${programs.get(id) ?? id}`;
    return ownNames[actor] ?? actor;
  };
}
