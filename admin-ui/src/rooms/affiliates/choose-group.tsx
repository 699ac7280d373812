import type { Enrollment, GroupPage } from '@fairlead/core/api';
import { Select } from '@mantine/core';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { useEdit } from '../../kit/use-edit.ts';

/** The group they are in, where the campaign has any. */
export function GroupOf({ enrollment }: { readonly enrollment: Enrollment }) {
  const [isOpen, setOpen] = useState(false);
  const groups = useApi<GroupPage>('/v1/groups', { campaignId: enrollment.campaignId, take: 200, sort: 'name' });
  if (groups.data === undefined || groups.data.total === 0) return null;
  const names = new Map(groups.data.data.map(({ id, name }) => [id, name]));
  return (
    <p className="fl-quiet">
      {enrollment.groupId === null ? 'In no group' : `Group ${names.get(enrollment.groupId) ?? '…'}`}{' '}
      <ActButton needs="manager" variant="subtle" size="compact-xs" onClick={() => setOpen(true)}>
        Change group
      </ActButton>
      {isOpen && <ChooseGroup {...{ enrollment, names }} onClose={() => setOpen(false)} />}
    </p>
  );
}

interface ChooseGroupProps {
  readonly enrollment: Enrollment;
  readonly names: ReadonlyMap<string, string>;
  readonly onClose: () => void;
}

function ChooseGroup({ enrollment, names, onClose }: ChooseGroupProps) {
  const [groupId, setGroup] = useState(enrollment.groupId);
  const path = `/v1/enrollments/${enrollment.id}`;
  const change = useEdit({ path, of: enrollment, body: () => ({ groupId }), onDone: onClose }, '/v1/enrollments');
  const nameOf = (id: string | null): string => (id === null ? 'none' : (names.get(id) ?? id));
  return (
    <FormDialog
      title="Change group"
      action="Save"
      change={change}
      compare={(now) => [['Group', nameOf(now.groupId), nameOf(groupId)]]}
      onSubmit={change.save}
      onClose={onClose}
    >
      <Select
        label="Group"
        description="Its terms hold for what occurs from now on. Terms of their own go before it."
        clearable
        placeholder="None"
        data={[...names].map(([value, label]) => ({ value, label }))}
        value={groupId}
        onChange={setGroup}
      />
    </FormDialog>
  );
}
