import '../../kit/pieces.css';
import { Page } from '../../kit/page.tsx';
import { useMe } from '../../session/me.ts';
import { ChangePassword } from './change-password.tsx';
import { OwnName } from './own-name.tsx';
import { OwnSessions } from './own-sessions.tsx';
import { SecondFactor } from './second-factor.tsx';

/** What is one person's own, wherever they belong. */
export default function Account() {
  const { user } = useMe();
  return (
    <Page title="Your account" lead={`You sign in as ${user.email}.`}>
      <OwnName />
      <SecondFactor />
      <ChangePassword />
      <OwnSessions />
    </Page>
  );
}
