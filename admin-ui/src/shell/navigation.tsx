import { Link, useLocation } from '@tanstack/react-router';
import { rooms } from '../rooms/index.ts';
import type { Room } from '../rooms/room.ts';

/** The overview is at the root, which every address begins with. */
export const isIn = (pathname: string, { path }: Room): boolean =>
  path === '/' ? pathname === '/' || pathname.startsWith('/start') : `${pathname}/`.startsWith(`${path}/`);

/** The rooms there are; daily work, a line, plumbing. */
export function Navigation() {
  const { pathname } = useLocation();
  const groups = (['work', 'plumbing'] as const).map((group) => rooms.filter((room) => room.group === group));
  return (
    <nav className="fl-navigation" aria-label="Rooms">
      {groups
        .filter((group) => group.length > 0)
        .map((group) => (
          <ul key={group[0]?.path}>
            {group.map((room) => {
              const current = isIn(pathname, room);
              const RoomIcon = room.icon;
              return (
                <li key={room.path}>
                  <Link to={room.path} data-current={current} aria-current={current ? 'page' : undefined}>
                    <RoomIcon size={17} stroke={1.7} aria-hidden />
                    {room.label}
                  </Link>
                </li>
              );
            })}
          </ul>
        ))}
    </nav>
  );
}
