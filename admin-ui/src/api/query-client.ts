import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem, isUnreachable } from './problem.ts';

/** One cache for the page. Only a server that gave no answer is asked again at once; `onSignedOut` hears of every 401. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: Error): void => {
    if (error instanceof ApiProblem && error.status === 401) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // A server that is being restarted comes back by itself; the page says so meanwhile.
        retry: (failures, error) => failures < 2 && isUnreachable(error),
        retryDelay: 700,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}
