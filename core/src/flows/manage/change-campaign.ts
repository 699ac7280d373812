import type { CampaignChange, Campaign as Shown } from '../../contract/api/campaigns.ts';
import { campaignTransitions } from '../../domain/states.ts';
import { edit } from '../../store/edited/edit.ts';
import { hold } from '../../store/edited/find.ts';
import { writeCampaignState } from '../../store/edited/periods.ts';
import { lookAgainSince } from '../../store/edited/look-again.ts';
import type { Scope } from '../../store/session.ts';
import { showCampaign } from './campaign-view.ts';
import type { Desk } from './desk.ts';
import { changeSelfMint } from './change-self-mint.ts';
import { kinds } from './kinds.ts';
import { refuseBody, refuseIllegalMove } from './refuse.ts';
import { since } from './since.ts';

/**
 * Changes name or destination, or moves the campaign to another state, which holds from now or from `validFrom` (A10).
 *
 * @throws Problem `not_found`, `stale_version`, `illegal_transition`, `unknown_reference`
 */
export async function changeCampaign(desk: Desk, scope: Scope, id: string, change: CampaignChange): Promise<Shown> {
  const { engine } = desk;
  const { version, reason, state, validFrom, selfMint, ...members } = change;
  if (state === undefined && validFrom !== undefined)
    refuseBody('/validFrom', 'says since when a state holds: give state too');
  const acting = reason === undefined ? scope : { ...scope, reason };
  return edit(engine.store, acting, async (em) => {
    const campaign = await hold(em, kinds.campaign, id, version);
    em.assign(campaign, members);
    if (selfMint !== undefined) await changeSelfMint(em, campaign, selfMint);
    if (state !== undefined && state !== campaign.state) {
      refuseIllegalMove(campaignTransitions, 'campaign', campaign.state, state);
      const now = engine.now();
      const from = since(now, validFrom);
      campaign.state = state;
      await writeCampaignState(em, campaign, from);
      await lookAgainSince(em, from, now, 'campaign_state_changed');
    }
    await em.flush();
    return showCampaign(desk, em, campaign);
  });
}
