import { Drawer, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, useLocation } from '@tanstack/react-router';
import { IconDots } from '../kit/icons.ts';
import { rooms } from '../rooms/index.ts';
import { isIn, Navigation } from './navigation.tsx';
import { SchemeButton } from './scheme-button.tsx';
import { UserMenu } from './user-menu.tsx';

const tabs = ['/sales', '/affiliates', '/payouts', '/inbox'];

/** On a phone: what is done most, and everything else behind More. */
export function Tabbar() {
  const { pathname } = useLocation();
  const [isOpen, { open, close }] = useDisclosure();
  return (
    <nav className="fl-tabbar" aria-label="Rooms, on a phone">
      {rooms
        .filter(({ path }) => tabs.includes(path))
        .map((room) => {
          const current = isIn(pathname, room);
          const RoomIcon = room.icon;
          return (
            <Link key={room.path} to={room.path} data-current={current} aria-current={current ? 'page' : undefined}>
              <RoomIcon size={21} stroke={1.7} aria-hidden />
              {room.label}
            </Link>
          );
        })}
      <UnstyledButton onClick={open}>
        <IconDots size={21} stroke={1.7} aria-hidden />
        More
      </UnstyledButton>
      <Drawer opened={isOpen} onClose={close} position="bottom" title="All rooms" size="auto">
        <div className="fl-more" onClick={({ target }) => (target as Element).closest('a') !== null && close()}>
          <Navigation />
        </div>
        <div className="fl-side-foot">
          <UserMenu />
          <SchemeButton />
        </div>
      </Drawer>
    </nav>
  );
}
