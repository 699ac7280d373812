import type { MadeInvitation } from '@fairlead/core/api';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { post } from '../../api/client.ts';
import { saidOf } from '../../api/said-of.ts';
import { useChange } from '../../api/use-api.ts';
import { Snippet } from '../../kit/copy.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { type Role, useMembership } from '../../session/me.ts';
import { RolePicker } from './change-member.tsx';
import { rolesToGive } from './roles.ts';

/** Somebody new. Their link is shown once, to hand on where no mail goes out. */
export function Invite({ onClose }: { readonly onClose: () => void }) {
  const { role: mine } = useMembership();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('manager');
  const invite = useChange(
    () => post<MadeInvitation>('/v1/invitations', { email: email.trim(), role }),
    '/v1/invitations',
    '/v1/audit',
  );
  if (invite.data !== undefined) return <Invited made={invite.data} onClose={onClose} />;
  return (
    <FormDialog
      title="Invite somebody"
      action="Invite"
      change={invite}
      onSubmit={() => invite.mutate()}
      onClose={onClose}
    >
      <TextInput
        label="E-mail"
        type="email"
        data-autofocus
        required
        data-path="/email"
        error={saidOf(invite.error, '/email')}
        value={email}
        onChange={({ currentTarget }) => setEmail(currentTarget.value)}
      />
      <RolePicker value={role} onChange={setRole} roles={rolesToGive(mine)} />
    </FormDialog>
  );
}

function Invited({ made, onClose }: { readonly made: MadeInvitation; readonly onClose: () => void }) {
  return (
    <Dialog
      title={`${made.email ?? 'Somebody'} is invited`}
      isKept
      acts={<Button onClick={onClose}>Done</Button>}
      onClose={onClose}
    >
      <p>
        {made.mailed
          ? 'The invitation is on its way by mail. This is its link, shown only now:'
          : 'No mail is set up here, so hand this link on yourself. It is shown only now:'}
      </p>
      <Snippet code={made.link} what="invitation link" />
      <p className="fl-quiet">Good for one person and 14 days.</p>
    </Dialog>
  );
}
