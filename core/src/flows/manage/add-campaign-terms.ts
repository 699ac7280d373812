import type { CampaignTermsVersion, NewCampaignTerms } from '../../contract/api/terms.ts';
import { asksStanding } from '../../domain/terms-lane.ts';
import { edit } from '../../store/edited/edit.ts';
import { hold } from '../../store/edited/find.ts';
import { lookAgainSince } from '../../store/edited/look-again.ts';
import { addVersion } from '../../store/edited/terms.ts';
import type { Scope } from '../../store/session.ts';
import type { Desk } from './desk.ts';
import { kinds } from './kinds.ts';
import { refuseDocument } from './refuse.ts';
import { showCampaignTerms } from './terms-view.ts';

/**
 * The next version of a campaign's terms; versions are never changed. It applies to what occurs at `validFrom` or later, until a version
 * that begins later still: a raise that was announced for a date stays announced (C1).
 *
 * @throws Problem `not_found`, `invalid_terms`, `stale_version`
 */
export async function addCampaignTerms(
  { engine, checks }: Desk,
  scope: Scope,
  campaignId: string,
  { terms: given, validFrom, after }: NewCampaignTerms,
): Promise<CampaignTermsVersion> {
  return edit(engine.store, scope, async (em) => {
    await hold(em, kinds.campaign, campaignId);
    const checked = checks.campaignTerms(given);
    if ('issues' in checked) refuseDocument('invalid_terms', '/terms', checked.issues);
    const now = engine.now();
    const from = validFrom === undefined ? now : new Date(validFrom);
    const of = { level: 'campaign', campaignId } as const;
    const { terms } = checked;
    const tiered = asksStanding(terms.commission, engine.rules.models);
    const version = await addVersion(em, scope.organizationId, of, { terms, validFrom: from, after, tiered });
    if (from <= now) await lookAgainSince(em, from, now, 'terms_changed');
    await em.flush();
    return showCampaignTerms(version);
  });
}
