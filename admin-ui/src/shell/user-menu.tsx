import { Menu, UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconLogout, IconUserCheck } from '../kit/icons.ts';
import { useMe, useMembership } from '../session/me.ts';
import { useSignOut } from '../session/use-sign-out.ts';

export function UserMenu() {
  const { user } = useMe();
  const { role } = useMembership();
  const signOut = useSignOut();
  return (
    <Menu position="top-start" width={240}>
      <Menu.Target>
        <UnstyledButton className="fl-user" aria-label={`Signed in as ${user.name || user.email}`}>
          {user.name || user.email}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {user.email}, {role}
        </Menu.Label>
        <Menu.Item component={Link} to="/account" leftSection={<IconUserCheck size={15} />}>
          Your account
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={15} />} onClick={() => signOut.mutate()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
