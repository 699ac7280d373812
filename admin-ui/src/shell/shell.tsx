import './shell.css';
import { Outlet } from '@tanstack/react-router';
import { LiveProvider } from '../kit/live.tsx';
import { chosenMembership, useMe } from '../session/me.ts';
import { KeysHelp } from './keys-help.tsx';
import { NoOrganization } from './no-organization.tsx';
import { PaletteDoor } from './palette-door.tsx';
import { Sidebar } from './sidebar.tsx';
import { Tabbar } from './tabbar.tsx';
import { Topbar } from './topbar.tsx';
import { usePageFocus } from './use-page-focus.ts';
import { useRoomKeys } from './use-room-keys.ts';

/** What stands around every page of a person who is signed in. */
export function Shell() {
  const membership = chosenMembership(useMe());
  useRoomKeys();
  usePageFocus();
  if (membership === undefined) return <NoOrganization />;
  return (
    <LiveProvider key={membership.organizationId}>
      <div className="fl-shell">
        <a className="fl-skip" href="#main">
          Skip to content
        </a>
        <Sidebar />
        <Topbar />
        <main id="main" className="fl-main" tabIndex={-1}>
          <Outlet />
        </main>
        <Tabbar />
        <PaletteDoor />
        <KeysHelp />
      </div>
    </LiveProvider>
  );
}
