import type { Group, NewGroup } from '../../contract/api/groups.ts';
import { edit } from '../../store/edited/edit.ts';
import { refer } from '../../store/edited/find.ts';
import { AffiliateGroup } from '../../store/entities/affiliate-group.ts';
import { newId } from '../../store/ids.ts';
import type { Scope } from '../../store/session.ts';
import type { Desk } from './desk.ts';
import { showGroup } from './group-view.ts';
import { kinds } from './kinds.ts';
import { addPartialVersion } from './partial-terms.ts';

/**
 * A group of a campaign's affiliates, with terms of their own where given (C1).
 *
 * @throws Problem `unknown_reference`, `already_exists`, `invalid_terms`
 */
export async function createGroup(desk: Desk, scope: Scope, { campaignId, name, terms }: NewGroup): Promise<Group> {
  const { organizationId } = scope;
  const taken = { affiliate_group_organization_id_campaign_id_name_key: { field: 'name', value: name } };
  return edit(
    desk.engine.store,
    scope,
    async (em) => {
      await refer(em, kinds.campaign, campaignId, '/campaignId');
      const group = em.create(AffiliateGroup, { organizationId, id: newId(), campaignId, name });
      if (terms !== undefined) {
        const of = { level: 'group', campaignId, groupId: group.id } as const;
        await addPartialVersion(desk, em, scope, of, { given: terms, from: desk.engine.now() });
      }
      await em.flush();
      return showGroup(group);
    },
    () => taken,
  );
}
