import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { StreamEvent } from '../api/event-stream.ts';
import { listen } from '../api/events.ts';

/** What can be heard of; see the API's event types. */
export type LiveEvent = 'click' | 'conversion' | 'payment' | 'delivery' | 'backtest';

interface Live {
  readonly isLive: boolean;
  subscribe(heard: (event: StreamEvent) => void): () => void;
}

const LiveContext = createContext<Live>({ isLive: false, subscribe: () => () => undefined });

/** One stream for the whole page, however many listen; a hidden window keeps it. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const [isLive, setLive] = useState(false);
  const listeners = useRef(new Set<(event: StreamEvent) => void>());
  useEffect(() => {
    const ended = new AbortController();
    const onEvent = (event: StreamEvent): void => listeners.current.forEach((heard) => heard(event));
    void listen({ onEvent, onLive: setLive }, ended.signal);
    return () => ended.abort();
  }, []);
  const live = useMemo(
    (): Live => ({
      isLive,
      subscribe(heard) {
        listeners.current.add(heard);
        return () => listeners.current.delete(heard);
      },
    }),
    [isLive],
  );
  return <LiveContext value={live}>{children}</LiveContext>;
}

/**
 * Calls `heard` for each event of these kinds. Answers whether the stream is open: while it is not, ask from time to time.
 *
 * @example
 * const isLive = useLive(['conversion'], () => setNew((count) => count + 1));
 * const list = useApi('/v1/conversions', query, { every: isLive ? false : 15_000 });
 */
export function useLive(kinds: readonly LiveEvent[], heard: (event: LiveEvent, data: unknown) => void): boolean {
  const { isLive, subscribe } = useContext(LiveContext);
  const latest = useRef({ kinds, heard });
  useEffect(() => void (latest.current = { kinds, heard }));
  useEffect(
    () =>
      subscribe(({ event, data }) => {
        const { kinds, heard } = latest.current;
        const kind = kinds.find((one) => one === event);
        if (kind !== undefined) heard(kind, JSON.parse(data));
      }),
    [subscribe],
  );
  return isLive;
}
