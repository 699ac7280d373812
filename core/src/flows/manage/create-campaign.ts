import type { Campaign as Shown, NewCampaign } from '../../contract/api/campaigns.ts';
import { asksStanding } from '../../domain/terms-lane.ts';
import { edit, type Editor } from '../../store/edited/edit.ts';
import { find } from '../../store/edited/find.ts';
import { writeCampaignState } from '../../store/edited/periods.ts';
import { Campaign } from '../../store/entities/campaign.ts';
import { Terms } from '../../store/entities/terms.ts';
import { newId } from '../../store/ids.ts';
import type { Scope } from '../../store/session.ts';
import { showCampaign } from './campaign-view.ts';
import type { Desk } from './desk.ts';
import { kinds } from './kinds.ts';
import { refuseBody, refuseDocument } from './refuse.ts';
import { since } from './since.ts';

type Switches = 'consentRequired' | 'recruitingLink';
type NewCampaignInput = Omit<NewCampaign, Switches> & Partial<Pick<NewCampaign, Switches>>;

/** Where a campaign may be named by id or slug, one must not look like the other. */
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * A campaign with the first version of its terms. `validFrom` in the past lets it count what was sold before it was entered here.
 *
 * @throws Problem `invalid_terms`, `already_exists`
 */
export async function createCampaign(desk: Desk, scope: Scope, input: NewCampaignInput): Promise<Shown> {
  const { engine, checks } = desk;
  const { organizationId } = scope;
  const { name, slug, state, destinationUrl, currency, validFrom, terms: given = {} } = input;
  const { consentRequired = false, recruitingLink = false } = input;
  if (uuid.test(slug)) refuseBody('/slug', 'looks like an id: choose a name');
  const checked = checks.campaignTerms(given);
  if ('issues' in checked) refuseDocument('invalid_terms', '/terms', checked.issues);
  const { terms } = checked;
  const from = since(engine.now(), validFrom);
  const work = async (em: Editor): Promise<Shown> => {
    const { homeCurrency } = await find(em, kinds.organization, organizationId);
    const id = newId();
    const members = { name, slug, state, destinationUrl, currency: currency ?? homeCurrency };
    const switches = { consentRequired, recruitingLink };
    const campaign = em.create(Campaign, { organizationId, id, ...members, ...switches });
    // Its terms set what is summed up of it, which it must be there for (0022_tiers.sql, 0024_budgets.sql).
    await em.flush();
    const tiered = asksStanding(terms.commission, engine.rules.models);
    const first = { level: 'campaign', number: 1, validFrom: from, terms, tiered } as const;
    em.create(Terms, { organizationId, id: newId(), campaignId: id, ...first });
    await writeCampaignState(em, campaign, from);
    await em.flush();
    return showCampaign(desk, em, campaign);
  };
  return edit(engine.store, scope, work, () => ({ campaign_organization_id_slug_key: { field: 'slug', value: slug } }));
}
