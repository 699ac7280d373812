import type { Invitation, InvitationList } from '@fairlead/core/api';
import { useState } from 'react';
import { remove } from '../../api/client.ts';
import { useApi, useChange } from '../../api/use-api.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { Confirm } from '../../kit/confirm.tsx';
import { DataList } from '../../kit/data-list.tsx';
import { dayText } from '../../kit/dates.ts';
import { Loaded } from '../../kit/loaded.tsx';
import { Status } from '../../kit/status.tsx';
import { useMembership } from '../../session/me.ts';
import { roleWord } from './roles.ts';

/** Who was asked in and has not come yet. Nothing where nobody was. */
export function Invitations() {
  const { timeZone } = useMembership();
  const [withdrawn, setWithdrawn] = useState<Invitation | null>(null);
  const list = useApi<InvitationList>('/v1/invitations');
  const state = ({ expired, expiresAt }: Invitation) =>
    expired ? (
      <Status tone="denied">Expired</Status>
    ) : (
      <Status tone="pending" note={`until ${dayText(expiresAt, timeZone)}`}>
        Open
      </Status>
    );
  const button = (row: Invitation) => (
    <ActButton
      needs="admin"
      variant="default"
      size="compact-sm"
      aria-label={`Take back the invitation of ${whoOf(row)}`}
      onClick={() => setWithdrawn(row)}
    >
      Take back
    </ActButton>
  );
  return (
    <Loaded query={list} rows={2}>
      {({ data }) =>
        data.length > 0 && (
          <section className="fl-panel" aria-labelledby="invitations">
            <h2 id="invitations">Invitations</h2>
            <DataList
              label="Invitations"
              rows={data}
              idOf={({ id }) => id}
              columns={[
                { label: 'E-mail', cell: whoOf },
                { label: 'Role', cell: ({ role }) => roleWord(role) },
                { label: 'Status', cell: state },
                { label: 'Change', align: 'end', cell: button },
              ]}
              card={(row) => (
                <>
                  <span className="fl-wraps">{whoOf(row)}</span>
                  {state(row)}
                  <span>{roleWord(row.role)}</span>
                  {button(row)}
                </>
              )}
            />
            {withdrawn !== null && <TakeBack invitation={withdrawn} onClose={() => setWithdrawn(null)} />}
          </section>
        )
      }
    </Loaded>
  );
}

const whoOf = ({ email }: Invitation): string => email ?? 'Whoever holds the owner link';

function TakeBack({ invitation, onClose }: { readonly invitation: Invitation; readonly onClose: () => void }) {
  const drop = useChange(
    async () => {
      await remove(`/v1/invitations/${invitation.id}`);
      onClose();
    },
    '/v1/invitations',
    '/v1/audit',
  );
  return (
    <Confirm
      title="Take the invitation back?"
      action="Take back"
      isDangerous
      change={drop}
      onConfirm={() => drop.mutate()}
      onClose={onClose}
    >
      <p>The link of {whoOf(invitation)} works no longer.</p>
    </Confirm>
  );
}
