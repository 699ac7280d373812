import { useState } from 'react';
import { isCode } from '../api/problem.ts';
import { useChange } from '../api/use-api.ts';

interface Versioned {
  readonly version: number;
}

/**
 * A change made on the version that was shown. Where somebody else changed it meanwhile, `now` is what stands there: both are shown
 * (`StaleNote`), and `keepMine` makes the change on theirs.
 *
 * @param change sends what was typed, with the version it was made on
 * @param read reads what stands there now
 */
export function useVersioned<T extends Versioned, R = T>(
  change: (version: number) => Promise<R>,
  read: () => Promise<T | undefined>,
  ...touches: readonly string[]
) {
  const [now, setNow] = useState<T | null>(null);
  const save = useChange<R, number>(
    async (version) => {
      try {
        const made = await change(version);
        setNow(null);
        return made;
      } catch (error) {
        if (isCode(error, 'stale_version')) setNow((await read()) ?? null);
        throw error;
      }
    },
    ...touches,
    '/v1/audit',
  );
  const keepMine = (): void => {
    if (now !== null) save.mutate(now.version);
  };
  return { ...save, now, keepMine };
}
