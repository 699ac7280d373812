import { useEffect, useRef } from 'react';
import { listenToKeys } from '../shell/keys.ts';

const steps: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/** J, K and the arrows move the focus among the rows' links in what the ref holds; Enter is the link's own. */
export function useListKeys() {
  const list = useRef<HTMLDivElement>(null);
  useEffect(
    () =>
      listenToKeys((event) => {
        const step = steps[event.key];
        const links = [...(list.current?.querySelectorAll<HTMLElement>('.fl-row-link') ?? [])];
        const at = links.indexOf(document.activeElement as HTMLElement);
        // The arrows scroll a page in which no row has the focus yet.
        if (step === undefined || links.length === 0 || (at === -1 && event.key.startsWith('Arrow'))) return false;
        links[Math.min(links.length - 1, Math.max(0, at + step))]?.focus();
        return true;
      }),
    [],
  );
  return list;
}
