import { lazy, Suspense, useEffect, useState } from 'react';
import { listenToKeys } from './keys.ts';
import { openPalette } from './open-palette.ts';

const KeysList = lazy(() => import('./keys-list.tsx'));

/** `?` lists the keys; `/` searches. */
export function KeysHelp() {
  const [isOpen, setOpen] = useState(false);
  useEffect(
    () =>
      listenToKeys(({ key }) => {
        if (key === '?') setOpen(true);
        else if (key === '/') openPalette();
        else return false;
        return true;
      }),
    [],
  );
  return isOpen ? (
    <Suspense>
      <KeysList onClose={() => setOpen(false)} />
    </Suspense>
  ) : null;
}
