import { IconKey } from '../../kit/icons.ts';
import type { Room } from '../room.ts';

export const apiKeys: Room = {
  label: 'API keys',
  path: '/api-keys',
  icon: IconKey,
  key: 'e',
  group: 'plumbing',
  pages: [{ path: '/api-keys', load: () => import('./api-keys.tsx') }],
};
