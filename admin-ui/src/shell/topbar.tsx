import { ActionIcon } from '@mantine/core';
import { IconSearch } from '../kit/icons.ts';
import { OrganizationMenu } from './organization-menu.tsx';
import { openPalette } from './open-palette.ts';

/** On a phone, in place of the sidebar's head. */
export function Topbar() {
  return (
    <header className="fl-topbar">
      <OrganizationMenu />
      <ActionIcon variant="subtle" color="gray" size={44} aria-label="Search or jump to" onClick={openPalette}>
        <IconSearch size={19} />
      </ActionIcon>
    </header>
  );
}
