import { overview } from './overview/index.ts';
import type { Room } from './room.ts';
import { sales } from './sales/index.ts';

/** In the order of the navigation (UI guide, Where things are). A room is added here and nowhere else. */
export const rooms: readonly Room[] = [overview, sales];
