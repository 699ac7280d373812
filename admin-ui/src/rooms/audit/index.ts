import { IconHistory } from '../../kit/icons.ts';
import type { Room } from '../room.ts';

export const audit: Room = {
  label: 'Audit',
  path: '/audit',
  icon: IconHistory,
  key: 'd',
  group: 'plumbing',
  pages: [{ path: '/audit', load: () => import('./audit.tsx') }],
};
