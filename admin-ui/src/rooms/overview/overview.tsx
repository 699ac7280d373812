import { Page } from '../../kit/page.tsx';
import { useMembership } from '../../session/me.ts';

export default function Overview() {
  const { name } = useMembership();
  return <Page title={name}>{null}</Page>;
}
