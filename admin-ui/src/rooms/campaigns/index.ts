import { IconFlag } from '../../kit/icons.ts';
import type { Room } from '../room.ts';

export const campaigns: Room = {
  label: 'Campaigns',
  path: '/campaigns',
  icon: IconFlag,
  key: 'c',
  group: 'work',
  pages: [
    { path: '/campaigns', load: () => import('./campaigns.tsx') },
    { path: '/campaigns/$id', load: () => import('./campaign.tsx') },
    { path: '/campaigns/$id/backtests/$run', load: () => import('../backtests/backtest.tsx') },
  ],
};
