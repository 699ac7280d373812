import { IconPlugConnected } from '../../kit/icons.ts';
import type { Room } from '../room.ts';

export const connections: Room = {
  label: 'Connections',
  path: '/connections',
  icon: IconPlugConnected,
  key: 'n',
  group: 'plumbing',
  pages: [{ path: '/connections', load: () => import('./connections.tsx') }],
};
