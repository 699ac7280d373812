import { useEffect, useRef } from 'react';
import { listenToKeys } from '../shell/keys.ts';

const steps: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

interface Left {
  readonly fairleadRow?: string;
}

/** J, K and the arrows move the focus among the rows' links in what the ref holds; Enter is the link's own. Back from a row, it has the focus. */
export function useListKeys() {
  const list = useRef<HTMLDivElement>(null);
  useEffect(
    () =>
      listenToKeys((event) => {
        const step = steps[event.key];
        const links = linksIn(list.current);
        const at = links.indexOf(document.activeElement as HTMLElement);
        // The arrows scroll a page in which no row has the focus yet.
        if (step === undefined || links.length === 0 || (at === -1 && event.key.startsWith('Arrow'))) return false;
        links[Math.min(links.length - 1, Math.max(0, at + step))]?.focus();
        return true;
      }),
    [],
  );
  useEffect(() => {
    const at = list.current;
    const { fairleadRow } = (history.state ?? {}) as Left;
    const link = linksIn(at).find((one) => one.getAttribute('href') === fairleadRow);
    if (!isBusy()) link?.focus({ preventScroll: true });
    // The row belongs to this entry of the history: who comes by another way begins at the top.
    const leave = ({ target }: Event): void => {
      const row = (target as Element).closest('.fl-row-link')?.getAttribute('href');
      if (typeof row === 'string') history.replaceState({ ...history.state, fairleadRow: row }, '');
    };
    at?.addEventListener('click', leave, { capture: true });
    return () => at?.removeEventListener('click', leave, { capture: true });
  }, []);
  return list;
}

const linksIn = (list: HTMLElement | null): HTMLElement[] => [
  ...(list?.querySelectorAll<HTMLElement>('.fl-row-link') ?? []),
];

/** Somebody is somewhere on purpose: in a field, a menu, on a button. */
const isBusy = (): boolean =>
  !['main', ''].includes(document.activeElement?.id ?? '') || document.activeElement?.tagName === 'INPUT';
