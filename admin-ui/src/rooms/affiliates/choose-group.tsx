import type { Enrollment, GroupPage } from '@fairlead/core/api';
import { Select } from '@mantine/core';
import { useState } from 'react';
import { get, patch } from '../../api/client.ts';
import { useApi } from '../../api/use-api.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { StaleNote } from '../../kit/stale-note.tsx';
import { useVersioned } from '../../kit/use-versioned.ts';

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

function ChooseGroup({ enrollment: shown, names, onClose }: ChooseGroupProps) {
  const [enrollment] = useState(shown);
  const [groupId, setGroup] = useState(enrollment.groupId);
  const path = `/v1/enrollments/${enrollment.id}`;
  const change = useVersioned(
    async (version) => {
      await patch(path, { groupId, version });
      onClose();
    },
    () => get<Enrollment>(path),
    '/v1/enrollments',
  );
  const { now } = change;
  const nameOf = (id: string | null): string => (id === null ? 'none' : (names.get(id) ?? id));
  return (
    <FormDialog
      title="Change group"
      action="Save"
      error={change.error}
      isPending={change.isPending}
      onSubmit={() => change.save(enrollment.version)}
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
      {now !== null && (
        <StaleNote
          error={change.error}
          compare={[['Group', nameOf(now.groupId), nameOf(groupId)]]}
          onGoOn={change.keepMine}
          onTakeTheirs={onClose}
        />
      )}
    </FormDialog>
  );
}
