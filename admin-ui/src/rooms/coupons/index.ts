import { IconTicket } from '../../kit/icons.ts';
import type { Room } from '../room.ts';

export const coupons: Room = {
  label: 'Coupons',
  path: '/coupons',
  icon: IconTicket,
  key: 'u',
  group: 'work',
  pages: [{ path: '/coupons', load: () => import('./coupons.tsx') }],
};
