import { Button } from '@mantine/core';
import { Empty } from '../kit/empty.tsx';
import { IconLock } from '../kit/icons.ts';
import { useSignOut } from '../session/use-sign-out.ts';

/** Signed in, and a member of nothing: taken off a team, or its organization is gone. */
export function NoOrganization() {
  const signOut = useSignOut();
  return (
    <main id="main">
      <Empty
        icon={IconLock}
        title="You belong to no organization"
        action={<Button onClick={() => signOut.mutate()}>Sign out</Button>}
      >
        An owner or admin of one can invite you: the invitation comes by e-mail.
      </Empty>
    </main>
  );
}
