import { IconUsersGroup } from '../../kit/icons.ts';
import type { Room } from '../room.ts';

export const team: Room = {
  label: 'Team',
  path: '/team',
  icon: IconUsersGroup,
  key: 't',
  group: 'plumbing',
  pages: [{ path: '/team', load: () => import('./team.tsx') }],
};
