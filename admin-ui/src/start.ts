import { respond } from './api/client.ts';
import { keepEarly } from './api/early.ts';
import { parseSearch } from './api/search.ts';
import { rooms } from './rooms/index.ts';
import type { RoomPage } from './rooms/room.ts';

// The dashboard, the code of the page that was opened and its first rows are asked for side by side, rather than each by the one before it.
const opened = rooms.flatMap(({ pages }) => pages).find(isOpened);
if (opened !== undefined) {
  const first = ['/v1/me', ...(opened.reads?.(parseSearch(location.search)) ?? [])];
  for (const url of first) keepEarly(url, respond(url, { headers: { accept: 'application/json' } }));
  // The router asks for it again, and says so where it cannot be had.
  opened.load().catch(() => undefined);
}
void import('./main.tsx');

function isOpened({ path }: RoomPage): boolean {
  return new RegExp(`^${path.replaceAll(/\$\w+/g, '[^/]+')}/?$`).test(location.pathname);
}
