import { IconUserCheck } from '../../kit/icons.ts';
import type { Room } from '../room.ts';

export const customers: Room = {
  label: 'Customers',
  path: '/customers',
  icon: IconUserCheck,
  key: 'm',
  group: 'plumbing',
  pages: [{ path: '/customers', load: () => import('./customers.tsx') }],
};
