import type { Campaign as Shown, CampaignQuery } from '../../contract/api/campaigns.ts';
import { Campaign } from '../../store/entities/campaign.ts';
import type { Scope } from '../../store/session.ts';
import { showCampaign } from './campaign-view.ts';
import type { Desk } from './desk.ts';
import { kinds } from './kinds.ts';
import { readOne, readPage, type Shown as Page } from './read.ts';

export const readCampaign = (desk: Desk, scope: Scope, id: string): Promise<Shown> =>
  readOne(desk, scope, kinds.campaign, id, showCampaign);

export const listCampaigns = (desk: Desk, scope: Scope, { state, ...page }: CampaignQuery): Promise<Page<Shown>> =>
  readPage(
    desk,
    scope,
    page,
    { entity: Campaign, where: { ...(state && { state }) }, sortings: { name: 'name' } },
    showCampaign,
  );
