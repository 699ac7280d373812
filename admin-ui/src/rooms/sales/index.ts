import { IconReceipt2 } from '../../kit/icons.ts';
import type { Room } from '../room.ts';

export const sales: Room = {
  label: 'Sales',
  path: '/sales',
  icon: IconReceipt2,
  key: 's',
  group: 'work',
  pages: [{ path: '/sales', load: () => import('./sales.tsx') }],
};
