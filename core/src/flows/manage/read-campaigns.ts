import type { Campaign as Shown, CampaignQuery } from '../../contract/api/campaigns.ts';
import { edit } from '../../store/edited/edit.ts';
import { find } from '../../store/edited/find.ts';
import { Campaign } from '../../store/entities/campaign.ts';
import type { Scope } from '../../store/session.ts';
import { showCampaign, showCampaigns } from './campaign-view.ts';
import type { Desk } from './desk.ts';
import { kinds } from './kinds.ts';
import { readPageOf, type Shown as Page } from './read.ts';

export const readCampaign = (desk: Desk, scope: Scope, id: string): Promise<Shown> =>
  edit(desk.engine.store, scope, async (em) => showCampaign(desk, em, await find(em, kinds.campaign, id)));

export const listCampaigns = (desk: Desk, scope: Scope, { state, ...page }: CampaignQuery): Promise<Page<Shown>> => {
  const where = { ...(state && { state }) };
  const listing = { entity: Campaign, where, sortings: { name: 'name' } } as const;
  return readPageOf(desk, scope, page, listing, (em, campaigns) => showCampaigns(desk, em, campaigns));
};
