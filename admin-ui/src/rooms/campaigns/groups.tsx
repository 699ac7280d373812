import type { Campaign, Group, GroupPage } from '@fairlead/core/api';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { ActButton } from '../../kit/act-button.tsx';
import { Empty } from '../../kit/empty.tsx';
import { IconPlus, IconUsersGroup } from '../../kit/icons.ts';
import { Loaded } from '../../kit/loaded.tsx';
import { EditGroup } from './edit-group.tsx';
import { GroupPanel } from './group-panel.tsx';

/** Affiliates of a campaign who share terms (C1). */
export function Groups({ campaign }: { readonly campaign: Campaign }) {
  const groups = useApi<GroupPage>('/v1/groups', { campaignId: campaign.id, take: 200, sort: 'name' });
  const [edited, setEdited] = useState<Group | 'new' | null>(null);
  const add = (
    <ActButton needs="admin" variant="default" leftSection={<IconPlus size={15} />} onClick={() => setEdited('new')}>
      Add a group
    </ActButton>
  );
  return (
    <>
      <h2 className="fl-hidden">Groups</h2>
      <Loaded query={groups} rows={3}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty icon={IconUsersGroup} title="Affiliates who share terms stand in a group" action={add}>
              What a group sets goes before the campaign; what one affiliate has of their own goes before the group.
            </Empty>
          ) : (
            <>
              {data.map((group) => (
                <GroupPanel key={group.id} group={group} onRename={() => setEdited(group)} />
              ))}
              <div>{add}</div>
            </>
          )
        }
      </Loaded>
      {edited !== null && (
        <EditGroup campaignId={campaign.id} group={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </>
  );
}
