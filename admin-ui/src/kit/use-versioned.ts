import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { isCode } from '../api/problem.ts';
import { readAgain, useChange } from '../api/use-api.ts';

export interface Versioned {
  readonly version: number;
}

interface Sent<V> {
  readonly version: number;
  readonly value: V;
}

/**
 * A change made on the version that was shown. Where somebody else changed it meanwhile, `now` is what stands there: both are shown
 * (`StaleNote`), and `keepMine` makes the same change on theirs.
 *
 * @param change sends what was typed, or `value`, with the version it was made on
 * @param read reads what stands there now; undefined where it is gone
 */
export function useVersioned<T extends Versioned, V = void, R = unknown>(
  change: (version: number, value: V) => Promise<R>,
  read: () => Promise<T | undefined>,
  ...touches: readonly string[]
) {
  const client = useQueryClient();
  const [now, setNow] = useState<T | null>(null);
  const sending = useChange<R, Sent<V>>(
    async ({ version, value }) => {
      try {
        const made = await change(version, value);
        setNow(null);
        return made;
      } catch (error) {
        if (isCode(error, 'stale_version')) {
          setNow((await read()) ?? null);
          // The page behind shows what stands there now, whatever is chosen.
          void readAgain(client, touches);
        }
        throw error;
      }
    },
    ...touches,
    '/v1/audit',
  );
  const { data, error, isPending, isSuccess, mutate, reset, variables } = sending;
  return {
    data,
    error,
    isPending,
    isSuccess,
    reset,
    now,
    save: (version: number, value: V): void => mutate({ version, value }),
    keepMine: (): void => {
      if (now !== null && variables !== undefined) mutate({ version: now.version, value: variables.value });
    },
  };
}
