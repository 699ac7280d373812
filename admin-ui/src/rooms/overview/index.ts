import { IconHome2 } from '../../kit/icons.ts';
import type { Room } from '../room.ts';

export const overview: Room = {
  label: 'Overview',
  path: '/',
  icon: IconHome2,
  key: 'o',
  group: 'work',
  pages: [
    { path: '/', load: () => import('./overview.tsx') },
    { path: '/start', load: () => import('../start/start.tsx') },
    { path: '/rules', load: () => import('../rules/rules.tsx') },
  ],
};
