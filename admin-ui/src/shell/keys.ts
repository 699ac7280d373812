/** Answers whether it took the key. */
export type TakeKey = (event: KeyboardEvent) => boolean;

const place = 'fairlead.keys';

/** Single keys can be switched off, for people who dictate or whose keys repeat. */
export const areKeysOn = (): boolean => localStorage.getItem(place) !== 'off';
export const switchKeys = (on: boolean): void => localStorage.setItem(place, on ? 'on' : 'off');

/** Single keys anywhere but within fields, menus and dialogs. Returns how to stop. */
export function listenToKeys(take: TakeKey): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !areKeysOn()) return;
    if (isTaken(event.target)) return;
    if (take(event)) event.preventDefault();
  };
  document.addEventListener('keydown', onKey);
  return () => document.removeEventListener('keydown', onKey);
}

const isTaken = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('input, textarea, select, [contenteditable], [role="dialog"], [role="menu"], [role="listbox"]') !==
    null;
