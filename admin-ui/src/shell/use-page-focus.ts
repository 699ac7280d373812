import { useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

/**
 * Another page begins at its content: the next Tab goes into it, and a screen reader reads on from there. A list that somebody comes back to
 * has put the focus on its row already (use-list-keys.ts).
 */
export function usePageFocus(): void {
  // Once it is drawn: while it is fetched, the page before still stands.
  const pathname = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname });
  const before = useRef(pathname);
  useEffect(() => {
    const came = before.current;
    before.current = pathname;
    if (came === undefined || came === pathname) return;
    const main = document.querySelector<HTMLElement>('#main');
    if (main?.contains(document.activeElement) !== true) main?.focus({ preventScroll: true });
  }, [pathname]);
}
