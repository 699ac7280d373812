import { useHotkeys } from '@mantine/hooks';
import { lazy, Suspense, useEffect, useState } from 'react';
import { onOpenPalette, openPalette } from './open-palette.ts';

const Palette = lazy(() => import('./palette.tsx'));

/** Ctrl or ⌘ K. The palette itself is fetched the first time. */
export function PaletteDoor() {
  const [wanted, setWanted] = useState(0);
  useHotkeys([['mod + K', openPalette]], []);
  useEffect(() => onOpenPalette(() => setWanted((times) => times + 1)), []);
  return wanted === 0 ? null : (
    <Suspense>
      <Palette asked={wanted} />
    </Suspense>
  );
}
