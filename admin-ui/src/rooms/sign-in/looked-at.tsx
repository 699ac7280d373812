import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { post } from '../../api/client.ts';
import { isCode } from '../../api/problem.ts';
import { LoadingRows } from '../../kit/loading.tsx';
import { ProblemNote } from '../../kit/problem-note.tsx';
import { OpenPage } from './open-page.tsx';

interface LookedAtProps<T> {
  /** Tells what the link is for, and uses nothing up. */
  readonly path: string;
  /** While it is not known, and where it is worth nothing any more. */
  readonly title: string;
  /** Who can make a new one. */
  readonly mend: string;
  readonly children: (seen: T, token: string) => ReactNode;
}

/** A page behind a link that was mailed or printed: first what it is for. */
export function LookedAt<T>({ path, title, mend, children }: LookedAtProps<T>) {
  const { token = '' }: { readonly token?: string } = useSearch({ strict: false });
  const seen = useQuery({
    queryKey: ['look', path, token],
    queryFn: () => post<T>(path, { token }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (token === '' || isCode(seen.error, 'link_used')) {
    return (
      <OpenPage title="This link works no longer">
        <p>It was used, has expired, or was cut off in copying. {mend}</p>
        <Link to="/sign-in">Sign in</Link>
      </OpenPage>
    );
  }
  if (seen.data !== undefined) return children(seen.data, token);
  return (
    <OpenPage title={title}>
      {seen.error === null ? (
        <LoadingRows rows={4} />
      ) : (
        <ProblemNote error={seen.error} onRetry={() => void seen.refetch()} />
      )}
    </OpenPage>
  );
}
