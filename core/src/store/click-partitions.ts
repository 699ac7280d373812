import type { Store } from './database.ts';
import { throughDoor } from './session.ts';

export interface ClickPartitions {
  /** Makes sure that a click of that time (Unix milliseconds) has a partition of its own to go to. */
  cover(at: number): Promise<void>;
  close(): void;
}

export interface ClickPartitionsOptions {
  readonly store: Store;
  /** Told when they could not be made. They reach three months ahead, so there is time to mend it. */
  readonly onTrouble?: (error: Error) => void;
}

const ensure = { name: 'ensure_click_partitions', text: 'select ensure_click_partitions($1, $2)' };
const monthsAhead = 3;
const daily = 86_400_000;
const soon = 60_000;

/**
 * Clicks are stored by month. The months about now are made at once and every day; those of a click of long ago before it is
 * stored. So the default partition stays empty, which is what keeps making another one quick.
 */
export async function openClickPartitions({ store, onTrouble }: ClickPartitionsOptions): Promise<ClickPartitions> {
  const covered = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const make = async (at: number, months: number): Promise<void> => {
    await throughDoor(store, ensure, [new Date(at), months]);
    covered.add(monthOf(at));
  };

  async function makeCurrent(): Promise<void> {
    let next = daily;
    try {
      await make(Date.now(), monthsAhead);
    } catch (error) {
      onTrouble?.(error as Error);
      next = soon;
    }
    if (!closed) timer = setTimeout(() => void makeCurrent(), next).unref();
  }

  await makeCurrent();
  return {
    cover: async (at) => {
      // About now is covered by the daily round.
      if (Date.now() - at > daily && !covered.has(monthOf(at))) await make(at, 0);
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
    },
  };
}

const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7);
