import { Drawer } from '@mantine/core';
import { Navigation } from './navigation.tsx';
import { SchemeButton } from './scheme-button.tsx';
import { UserMenu } from './user-menu.tsx';

/** Everything a phone's bar has no place for. */
export default function More({ onClose }: { readonly onClose: () => void }) {
  return (
    <Drawer opened onClose={onClose} position="bottom" title="All rooms" size="auto">
      <div className="fl-more" onClick={({ target }) => (target as Element).closest('a') !== null && onClose()}>
        <Navigation />
      </div>
      <div className="fl-side-foot">
        <UserMenu />
        <SchemeButton />
      </div>
    </Drawer>
  );
}
