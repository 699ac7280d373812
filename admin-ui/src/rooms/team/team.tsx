import type { Member, MemberList } from '@fairlead/core/api';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { Who } from '../../kit/avatar.tsx';
import { type Column, DataList } from '../../kit/data-list.tsx';
import { dayText } from '../../kit/dates.ts';
import { IconPlus } from '../../kit/icons.ts';
import { Loaded } from '../../kit/loaded.tsx';
import { Page } from '../../kit/page.tsx';
import { useMay } from '../../session/may.ts';
import { useMe, useMembership } from '../../session/me.ts';
import { ChangeMember } from './change-member.tsx';
import { Invitations } from './invitations.tsx';
import { Invite } from './invite.tsx';
import { roleWord } from './roles.ts';

/** Who works here, and what they may do. */
export default function Team() {
  const { timeZone, role: mine } = useMembership();
  const { user } = useMe();
  const { may } = useMay('admin');
  const [isInviting, setInviting] = useState(false);
  const [changed, setChanged] = useState<Member | null>(null);
  const members = useApi<MemberList>('/v1/members');
  const button = (row: Member) => (
    <ActButton
      // Owners are changed by owners only.
      needs={row.role === 'owner' && mine !== 'owner' ? 'owner' : 'admin'}
      variant="default"
      size="compact-sm"
      aria-label={`Change ${row.name}`}
      onClick={() => setChanged(row)}
    >
      Change
    </ActButton>
  );
  const name = (row: Member): string => (row.id === user.id ? `${row.name} (you)` : row.name);
  const columns: readonly Column<Member>[] = [
    { label: 'Name', cell: (row) => <Who name={name(row)} /> },
    { label: 'E-mail', cell: ({ email }) => <span className="fl-quiet">{email}</span> },
    { label: 'Role', cell: ({ role }) => roleWord(role) },
    { label: 'Second factor', cell: ({ twoFactor }) => <span className="fl-quiet">{twoFactor ? 'on' : 'off'}</span> },
    { label: 'Since', cell: ({ joinedAt }) => <span className="fl-quiet">{dayText(joinedAt, timeZone)}</span> },
    { label: 'Change', align: 'end', cell: button },
  ];
  return (
    <Page
      title="Team"
      actions={
        <ActButton needs="admin" leftSection={<IconPlus size={15} />} onClick={() => setInviting(true)}>
          Invite
        </ActButton>
      }
    >
      <Loaded query={members} rows={3}>
        {({ data }) => (
          <DataList
            label="Members"
            rows={data}
            idOf={({ id }) => id}
            columns={columns}
            card={(row) => (
              <>
                <Who name={name(row)} />
                <span>{roleWord(row.role)}</span>
                <span className="fl-quiet fl-wraps">{row.email}</span>
                {button(row)}
              </>
            )}
          />
        )}
      </Loaded>
      {may ? <Invitations /> : <p className="fl-quiet">Open invitations are seen by admins and owners.</p>}
      {isInviting && <Invite onClose={() => setInviting(false)} />}
      {changed !== null && <ChangeMember member={changed} onClose={() => setChanged(null)} />}
    </Page>
  );
}
