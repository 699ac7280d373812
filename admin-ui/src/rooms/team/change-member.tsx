import type { Member, MemberList } from '@fairlead/core/api';
import { Button, Radio } from '@mantine/core';
import { useState } from 'react';
import { get, patch, remove } from '../../api/client.ts';
import { useChange } from '../../api/use-api.ts';
import { Confirm } from '../../kit/confirm.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { useVersioned } from '../../kit/use-versioned.ts';
import { type Role, useMembership } from '../../session/me.ts';
import { roleWord, roleWords, rolesToGive } from './roles.ts';

interface ChangeMemberProps {
  readonly member: Member;
  readonly onClose: () => void;
}

/** Another role, or out of the organization. */
export function ChangeMember({ member: shown, onClose }: ChangeMemberProps) {
  const [member] = useState(shown);
  const { role: mine } = useMembership();
  const [role, setRole] = useState<Role>(member.role);
  const [isRemoving, setRemoving] = useState(false);
  const path = `/v1/members/${member.id}`;
  const save = useVersioned(
    async (version) => {
      await patch(path, { role, version });
      onClose();
    },
    async () => (await get<MemberList>('/v1/members')).data.find(({ id }) => id === member.id),
    '/v1/members',
  );
  const drop = useChange(
    async () => {
      await remove(path);
      onClose();
    },
    '/v1/members',
    '/v1/audit',
  );
  if (isRemoving) {
    return (
      <Confirm
        title={`Remove ${member.name}?`}
        action="Remove"
        isDangerous
        change={drop}
        onConfirm={() => drop.mutate()}
        onClose={onClose}
      >
        <p>They are out with their next request. Their account, and what they belong to elsewhere, stays.</p>
      </Confirm>
    );
  }
  return (
    <FormDialog
      title={`Change ${member.name}`}
      action="Save"
      change={save}
      compare={(now) => [['Role', roleWord(now.role), roleWord(role)]]}
      onSubmit={() => save.save(member.version)}
      onClose={onClose}
    >
      <RolePicker value={role} onChange={setRole} roles={rolesToGive(mine)} />
      <div>
        <Button variant="subtle" color="red" onClick={() => setRemoving(true)}>
          Remove from the team …
        </Button>
      </div>
    </FormDialog>
  );
}

interface RolePickerProps {
  readonly value: Role;
  readonly onChange: (role: Role) => void;
  readonly roles: readonly Role[];
}

/** Roles with what each may. */
export const RolePicker = ({ value, onChange, roles }: RolePickerProps) => (
  <Radio.Group label="Role" value={value} onChange={onChange}>
    {roles.map((role) => (
      <Radio key={role} mt={8} value={role} label={roleWord(role)} description={roleWords[role][1]} />
    ))}
  </Radio.Group>
);
