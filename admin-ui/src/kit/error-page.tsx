import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { ApiProblem } from '../api/problem.ts';
import { LoadingPage } from './loading.tsx';
import { Page } from './page.tsx';
import { ProblemNote } from './problem-note.tsx';

/** What a page that failed as a whole shows in its place. After a 401 the sign-in page is on its way. */
export function ErrorPage({ error, reset }: { readonly error: unknown; readonly reset?: () => void }) {
  const router = useRouter();
  const boundary = useQueryErrorResetBoundary();
  if (error instanceof ApiProblem && error.status === 401) return <LoadingPage />;
  const retry = (): void => {
    boundary.reset();
    reset?.();
    void router.invalidate();
  };
  return (
    <main id="main">
      <Page title="This page could not be shown">
        <ProblemNote error={error} onRetry={retry} />
      </Page>
    </main>
  );
}
