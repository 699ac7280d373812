import { IconSettings } from '../../kit/icons.ts';
import type { Room } from '../room.ts';

export const settings: Room = {
  label: 'Settings',
  path: '/settings',
  icon: IconSettings,
  key: 'b',
  group: 'plumbing',
  pages: [
    { path: '/settings', load: () => import('./settings.tsx') },
    { path: '/account', load: () => import('../account/account.tsx') },
  ],
};
