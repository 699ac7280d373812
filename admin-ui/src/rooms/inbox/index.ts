import { IconInbox } from '../../kit/icons.ts';
import type { Room } from '../room.ts';

export const inbox: Room = {
  label: 'Inbox',
  path: '/inbox',
  icon: IconInbox,
  key: 'i',
  group: 'plumbing',
  pages: [{ path: '/inbox', load: () => import('./inbox.tsx') }],
};
