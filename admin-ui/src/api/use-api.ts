import {
  keepPreviousData,
  type QueryClient,
  useMutation,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { chosenOrganization } from '../session/organization.ts';
import { get, type Query } from './client.ts';
import { isUnreachable } from './problem.ts';

export interface ReadOptions {
  /** Asked for only while true. */
  readonly enabled?: boolean;
  /** Milliseconds; while set, asked again by itself. */
  readonly every?: number | false;
}

/** What names an answer in the cache: of one organization, by path and query. `invalidate('/v1/campaigns')` meets all that begin so. */
export const keyOf = (path: string, query?: Query): readonly unknown[] => [chosenOrganization(), path, query ?? {}];

/** While the server cannot be reached it is asked again so often: what could not be read comes by itself once it is back. */
const whileLost = 3_000;

/**
 * Reads from the API. While a changed question is asked, the answer before stays in place.
 *
 * @example
 * const { data, error } = useApi<CampaignPage>('/v1/campaigns', { state: 'active' });
 */
export const useApi = <T>(path: string, query?: Query, options: ReadOptions = {}): UseQueryResult<T> =>
  useQuery<T>({
    queryKey: keyOf(path, query),
    queryFn: ({ signal }) => get<T>(path, query, signal),
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
    refetchInterval: ({ state }) => (isUnreachable(state.error) ? whileLost : (options.every ?? false)),
  });

/** Changes something; then whatever begins with one of `touches` is read again. */
export function useChange<T, V = void>(change: (value: V) => Promise<T>, ...touches: readonly string[]) {
  const client = useQueryClient();
  return useMutation<T, Error, V>({
    mutationFn: change,
    onSuccess: () => readAgain(client, touches),
  });
}

/** Whatever begins with one of these paths is read again. */
export const readAgain = (client: QueryClient, touches: readonly string[]): Promise<void> =>
  client.invalidateQueries({
    predicate: ({ queryKey }) => touches.some((path) => String(queryKey[1]).startsWith(path)),
  });
