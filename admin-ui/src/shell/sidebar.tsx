import { Kbd, UnstyledButton } from '@mantine/core';
import { IconSearch } from '../kit/icons.ts';
import { openPalette } from './open-palette.ts';
import { Navigation } from './navigation.tsx';
import { OrganizationMenu } from './organization-menu.tsx';
import { SchemeButton } from './scheme-button.tsx';
import { UserMenu } from './user-menu.tsx';

export function Sidebar() {
  return (
    <aside className="fl-side" aria-label="Sidebar">
      <OrganizationMenu />
      <UnstyledButton className="fl-find" onClick={openPalette}>
        <IconSearch size={15} aria-hidden />
        <span>Search or go to</span>
        <Kbd size="xs">{isApple() ? '⌘' : 'Ctrl '}K</Kbd>
      </UnstyledButton>
      <Navigation />
      <div className="fl-side-foot">
        <UserMenu />
        <SchemeButton />
      </div>
    </aside>
  );
}

const isApple = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent);
