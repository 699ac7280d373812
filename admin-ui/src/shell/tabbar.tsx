import { UnstyledButton } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { IconDots } from '../kit/icons.ts';
import { rooms } from '../rooms/index.ts';
import { isIn } from './navigation.tsx';

const More = lazy(() => import('./more.tsx'));

const tabs = ['/sales', '/affiliates', '/payouts', '/inbox'];

/** On a phone: what is done most, and everything else behind More. */
export function Tabbar() {
  const { pathname } = useLocation();
  const [isOpen, setOpen] = useState(false);
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
      <UnstyledButton onClick={() => setOpen(true)}>
        <IconDots size={21} stroke={1.7} aria-hidden />
        More
      </UnstyledButton>
      {isOpen && (
        <Suspense>
          <More onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </nav>
  );
}
