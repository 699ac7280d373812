const event = 'fairlead:palette';

/** The palette is fetched when it is first asked for, so nothing here may import it. */
export const openPalette = (): void => void document.dispatchEvent(new Event(event));

export function onOpenPalette(open: () => void): () => void {
  document.addEventListener(event, open);
  return () => document.removeEventListener(event, open);
}
