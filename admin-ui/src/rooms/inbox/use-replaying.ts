import type { Delivery, DeliveryPage, ReplayedMany } from '@fairlead/core/api';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { get, post, type Query } from '../../api/client.ts';
import { readAgain } from '../../api/use-api.ts';

/** What is replayed: those that were picked, or all that match a filter of the list. */
export interface Replayable {
  readonly picked?: readonly Delivery[];
  readonly filter?: Query;
  /** How many that are. */
  readonly count: number;
}

export type ReplayedOne = ReplayedMany['results'][number] & { readonly delivery: Delivery | undefined };

type Stage = 'asking' | 'running' | 'stopping' | 'stopped' | 'done';

/** Asked for at once, so that progress is seen. Fewer come back where the server is slow: it says which are left. */
const chunk = 20;
/** Rows of a page of the list. */
const page = 200;

/**
 * Replays one handful after the other, until all are done, it is stopped, or no answer comes. Then it can go on where it stood: what was replayed
 * without our hearing of it is asked for again, which does nothing twice. Nothing goes on once nobody watches.
 */
export function useReplaying({ picked, filter, count }: Replayable) {
  const client = useQueryClient();
  const [stage, setStage] = useState<Stage>('asking');
  const [done, setDone] = useState<readonly ReplayedOne[]>([]);
  const [error, setError] = useState<Error | null>(null);
  const [inHand, setInHand] = useState(picked?.length ?? 0);
  /** What is to come: deliveries in hand, and where the next page of them begins. Null: there is none. */
  const ahead = useRef<{ left: readonly Delivery[]; cursor: string | null | undefined }>({
    left: picked ?? [],
    cursor: picked === undefined ? undefined : null,
  });
  const isStopped = useRef(false);
  useEffect(() => () => void (isStopped.current = true), []);

  const step = async (): Promise<boolean> => {
    const { left, cursor } = ahead.current;
    if (left.length === 0) {
      if (cursor === null) return false;
      const { data, nextCursor } = await get<DeliveryPage>('/v1/inbox', { ...filter, take: page, cursor });
      ahead.current = { left: data, cursor: nextCursor };
      setInHand(data.length);
      return true;
    }
    const asked = left.slice(0, chunk);
    const answer = await post<ReplayedMany>('/v1/inbox/replay', { ids: asked.map(({ id }) => id) });
    const again = new Set(answer.left);
    ahead.current = { cursor, left: [...asked.filter(({ id }) => again.has(id)), ...left.slice(chunk)] };
    setInHand(ahead.current.left.length);
    const of = new Map(asked.map((one) => [one.id, one]));
    setDone((before) => [...before, ...answer.results.map((one) => ({ ...one, delivery: of.get(one.id) }))]);
    return true;
  };

  const start = async (): Promise<void> => {
    isStopped.current = false;
    setStage('running');
    setError(null);
    let hasMore = true;
    try {
      while (hasMore && !isStopped.current) hasMore = await step();
    } catch (problem) {
      setError(problem as Error);
    }
    setStage(hasMore ? 'stopped' : 'done');
    await readAgain(client, [
      '/v1/inbox',
      '/v1/conversions',
      '/v1/payments',
      '/v1/leads',
      '/v1/balances',
      '/v1/overview',
    ]);
  };

  const stop = (): void => {
    isStopped.current = true;
    setStage('stopping');
  };

  // Fewer may match by now than when they were counted, or more.
  const total = stage === 'done' ? done.length : Math.max(count, done.length + inHand);
  return { stage, done, error, total, start: () => void start(), stop };
}
