import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { ApiProblem } from '../api/problem.ts';
import { LoadingPage } from './loading.tsx';
import { Page } from './page.tsx';
import { ProblemNote } from './problem-note.tsx';

interface ErrorPageProps {
  readonly error: unknown;
  readonly reset?: () => void;
}

/** What a page that failed as a whole shows in its place. After a 401 the sign-in page is on its way. */
export function ErrorPage({ error, reset }: ErrorPageProps) {
  const router = useRouter();
  const boundary = useQueryErrorResetBoundary();
  if (error instanceof ApiProblem && error.status === 401) return <LoadingPage />;
  const retry = (): void => {
    boundary.reset();
    reset?.();
    void router.invalidate();
  };
  return (
    <Page title="This page could not be shown">
      <ProblemNote error={error} onRetry={retry} />
    </Page>
  );
}

/** The same where no shell stands around it. */
export const ErrorScreen = (props: ErrorPageProps) => (
  <main id="main">
    <ErrorPage {...props} />
  </main>
);
