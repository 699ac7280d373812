import { IconUsers } from '../../kit/icons.ts';
import type { Room } from '../room.ts';

export const affiliates: Room = {
  label: 'Affiliates',
  path: '/affiliates',
  icon: IconUsers,
  key: 'a',
  group: 'work',
  pages: [
    { path: '/affiliates', load: () => import('./affiliates.tsx') },
    { path: '/affiliates/$id', load: () => import('./affiliate.tsx') },
  ],
};
