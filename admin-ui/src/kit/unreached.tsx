import { useEffect } from 'react';
import { unreachable } from '../api/problem.ts';
import { Page } from './page.tsx';
import { ProblemNote } from './problem-note.tsx';

/** Whether the server gives any answer at all. */
async function answers(): Promise<boolean> {
  try {
    await fetch('/', { method: 'HEAD', cache: 'no-store' });
    return true;
  } catch {
    return false;
  }
}

const every = 2_000;

/** Loaded anew only where there is something to load: else the browser would show a page of its own. */
const comeBack = async (): Promise<void> => {
  if (await answers()) window.location.reload();
};

/** Stands in for a page whose code could not be fetched, until the server is back. */
function Unreached() {
  useEffect(() => {
    const timer = setInterval(() => void comeBack(), every);
    return () => clearInterval(timer);
  }, []);
  return (
    <Page title="This page could not be shown">
      <ProblemNote error={unreachable()} onRetry={() => void comeBack()} />
    </Page>
  );
}

/** The code of a page, or what says that the server cannot be reached. What an answering server does not have is the router's to tell. */
export const orUnreached =
  <Module extends { readonly default: unknown }>(load: () => Promise<Module>) =>
  async (): Promise<Module | { readonly default: typeof Unreached }> => {
    try {
      return await load();
    } catch (error) {
      if (await answers()) throw error;
      return { default: Unreached };
    }
  };
