import type { Editor } from '../../store/edited/edit.ts';
import { refer } from '../../store/edited/find.ts';
import { kinds } from './kinds.ts';
import { refuseBody } from './refuse.ts';

/** @throws Problem `unknown_reference`, `invalid_request` for a group of another campaign */
export async function referGroup(em: Editor, groupId: string, campaignId: string): Promise<void> {
  const group = await refer(em, kinds.group, groupId, '/groupId');
  if (group.campaignId !== campaignId) refuseBody('/groupId', 'is a group of another campaign');
}
