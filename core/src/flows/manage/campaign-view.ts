import type { Campaign as Shown } from '../../contract/api/campaigns.ts';
import type { CampaignTerms } from '../../domain/terms.ts';
import { completeSelfMint, type SelfMint } from '../../domain/self-mint.ts';
import { warningsOf } from '../../domain/terms-warnings.ts';
import type { Editor } from '../../store/edited/edit.ts';
import { termsInForce } from '../../store/edited/terms-in-force.ts';
import type { Campaign } from '../../store/entities/campaign.ts';
import type { Desk } from './desk.ts';

/** Campaigns with what is odd about the terms in force: told while they can still be mended, in a draft too. */
export async function showCampaigns({ engine }: Desk, em: Editor, campaigns: readonly Campaign[]): Promise<Shown[]> {
  const warned = campaigns.filter(({ state }) => state === 'draft' || state === 'active').map(({ id }) => id);
  const terms = await termsInForce(em, engine.now(), { campaigns: warned, levels: ['campaign'] });
  const warnings = new Map(terms.map((version) => [version.campaignId, warningsOf(version.terms as CampaignTerms)]));
  return campaigns.map((campaign) => {
    const { id, name, slug, state, destinationUrl, currency, consentRequired, recruitingLink, createdAt, version } =
      campaign;
    return {
      id,
      name,
      slug,
      state,
      destinationUrl,
      currency,
      consentRequired,
      recruitingLink,
      selfMint: shownSelfMint(campaign.selfMint),
      warnings: [...(warnings.get(id) ?? [])],
      createdAt: createdAt.toISOString(),
      version,
    };
  });
}

function shownSelfMint(given: Partial<SelfMint>): Shown['selfMint'] {
  const { reservedWords, ...rest } = completeSelfMint(given);
  return { ...rest, reservedWords: [...reservedWords] };
}

/** Of one row there is always one. */
export async function showCampaign(desk: Desk, em: Editor, campaign: Campaign): Promise<Shown> {
  const [shown] = await showCampaigns(desk, em, [campaign]);
  return shown as Shown;
}
