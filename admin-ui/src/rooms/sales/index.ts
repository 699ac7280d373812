import { IconReceipt2 } from '../../kit/icons.ts';
import type { Room } from '../room.ts';
import { saleReads } from './sale-query.ts';

export const sales: Room = {
  label: 'Sales',
  path: '/sales',
  icon: IconReceipt2,
  key: 's',
  group: 'work',
  pages: [
    { path: '/sales', load: () => import('./sales.tsx'), reads: saleReads },
    { path: '/sales/not-credited', load: () => import('./not-credited.tsx') },
    { path: '/sales/leads', load: () => import('./leads.tsx') },
    { path: '/sales/$id', load: () => import('../explain/sale.tsx') },
    { path: '/payments/$id', load: () => import('../explain/payment.tsx') },
  ],
};
