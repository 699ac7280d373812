import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { isUnreachable } from '../api/problem.ts';
import { useMembership } from '../session/me.ts';
import { timeText } from './dates.ts';
import { LoadingRows, Refreshing } from './loading.tsx';
import { ProblemNote } from './problem-note.tsx';

interface LoadedProps<T> {
  readonly query: UseQueryResult<T>;
  readonly rows?: number;
  readonly children: (data: T) => ReactNode;
}

/** The states of an answer: on its way, here, being read again, refused, and shown though the server is away. */
export function Loaded<T>({ query, rows, children }: LoadedProps<T>) {
  const { data, isFetching, isPlaceholderData, refetch } = query;
  const error = useHeld(query);
  const retry = (): void => void refetch();
  if (data === undefined) {
    return error === null ? (
      <LoadingRows {...(rows === undefined ? {} : { rows })} />
    ) : (
      <ProblemNote error={error} onRetry={retry} />
    );
  }
  return (
    <>
      {error !== null && <ProblemNote error={error} onRetry={retry} />}
      {isUnreachable(error) && <Stale since={query.dataUpdatedAt} />}
      <Refreshing active={isFetching && isPlaceholderData} />
      {children(data)}
    </>
  );
}

/** That the server cannot be reached stays said while it is asked again, until it answers. */
function useHeld<T>({ data, error }: UseQueryResult<T>): Error | null {
  const [held, setHeld] = useState<Error | null>(null);
  const now = error === null && data === undefined ? held : isUnreachable(error) ? error : null;
  if (now !== held) setHeld(now);
  return error ?? now;
}

/** Older than a minute and without the server. */
function Stale({ since }: { readonly since: number }) {
  const { timeZone } = useMembership();
  if (Date.now() - since < 60_000) return null;
  return (
    <p className="fl-quiet" role="status">
      Shown as of {timeText(since, timeZone)}
    </p>
  );
}
