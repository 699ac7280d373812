import type { Group } from '@fairlead/core/api';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { get, patch, post } from '../../api/client.ts';
import { saidOf } from '../../api/said-of.ts';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { useVersioned } from '../../kit/use-versioned.ts';

interface EditGroupProps {
  readonly campaignId: string;
  /** Null: a new one. */
  readonly group: Group | null;
  readonly onClose: () => void;
}

/** A group's name; its terms are set once it is there. */
export function EditGroup({ campaignId, group: shown, onClose }: EditGroupProps) {
  const [group] = useState(shown);
  const [name, setName] = useState(group?.name ?? '');
  const change = useVersioned(
    async (version) => {
      if (group === null) await post('/v1/groups', { campaignId, name: name.trim() });
      else await patch(`/v1/groups/${group.id}`, { name: name.trim(), version });
      onClose();
    },
    () => get<Group>(`/v1/groups/${group?.id}`),
    '/v1/groups',
  );
  return (
    <FormDialog
      title={group === null ? 'Add a group' : `Rename ${group.name}`}
      action={group === null ? 'Add group' : 'Save'}
      change={change}
      compare={(now) => [['Name', now.name, name.trim()]]}
      onSubmit={() => change.save(group?.version ?? 0)}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        placeholder="Gold partners"
        data-autofocus
        required
        maxLength={200}
        data-path="/name"
        error={saidOf(change.error, '/name')}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
    </FormDialog>
  );
}
