import { IconPuzzle } from '../../kit/icons.ts';
import type { Room } from '../room.ts';

export const plugins: Room = {
  label: 'Plugins',
  path: '/plugins',
  icon: IconPuzzle,
  key: 'l',
  group: 'plumbing',
  pages: [{ path: '/plugins', load: () => import('./plugins.tsx') }],
};
