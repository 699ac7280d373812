import type { Group, GroupChange } from '../../contract/api/groups.ts';
import { edit } from '../../store/edited/edit.ts';
import { hold } from '../../store/edited/find.ts';
import type { Scope } from '../../store/session.ts';
import type { Desk } from './desk.ts';
import { showGroup } from './group-view.ts';
import { kinds } from './kinds.ts';

/** @throws Problem `not_found`, `stale_version`, `already_exists` */
export async function changeGroup(
  { engine }: Desk,
  scope: Scope,
  id: string,
  { name, version }: GroupChange,
): Promise<Group> {
  const taken = { affiliate_group_organization_id_campaign_id_name_key: { field: 'name', value: name } };
  return edit(
    engine.store,
    scope,
    async (em) => {
      const group = await hold(em, kinds.group, id, version);
      group.name = name;
      await em.flush();
      return showGroup(group);
    },
    () => taken,
  );
}
