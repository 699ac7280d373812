import type { Group, GroupQuery } from '../../contract/api/groups.ts';
import { AffiliateGroup } from '../../store/entities/affiliate-group.ts';
import type { Scope } from '../../store/session.ts';
import type { Desk } from './desk.ts';
import { showGroup } from './group-view.ts';
import { kinds } from './kinds.ts';
import { readOne, readPage, type Shown } from './read.ts';

export const readGroup = (desk: Desk, scope: Scope, id: string): Promise<Group> =>
  readOne(desk, scope, kinds.group, id, showGroup);

export const listGroups = (desk: Desk, scope: Scope, { campaignId, ...page }: GroupQuery): Promise<Shown<Group>> => {
  const where = { ...(campaignId !== undefined && { campaignId }) };
  return readPage(desk, scope, page, { entity: AffiliateGroup, where, sortings: { name: 'name' } }, showGroup);
};
