import { ratesInPercent, type TermsWarning, warningsOf } from '../../domain/terms-warnings.ts';
import { edit } from '../../store/edited/edit.ts';
import { activeCampaigns, termsInForce } from '../../store/edited/terms-in-force.ts';
import type { TermsLevel } from '../../store/entities/terms.ts';
import type { Scope } from '../../store/session.ts';
import type { Engine } from '../engine.ts';

export interface DoubtfulTerms {
  readonly campaignName: string;
  readonly level: TermsLevel;
  /** Of the campaign, group or enrollment whose terms they are. */
  readonly ownerId: string;
  readonly warning: TermsWarning;
}

/** What hardly was meant in the terms of active campaigns, their groups and affiliates, for `fairlead doctor`. */
export async function findDoubtfulTerms(engine: Engine, scope: Scope): Promise<readonly DoubtfulTerms[]> {
  return edit(engine.store, scope, async (em) => {
    const names = new Map((await activeCampaigns(em)).map(({ id, name }) => [id, name]));
    const wanted = { campaigns: [...names.keys()], levels: ['campaign', 'group', 'affiliate'] } as const;
    const versions = await termsInForce(em, engine.now(), wanted);
    return versions.flatMap(({ level, campaignId, groupId, enrollmentId, terms }) => {
      const found = 'commission' in terms ? warningsOf(terms) : ratesInPercent(terms);
      const ownerId = enrollmentId ?? groupId ?? campaignId;
      return found.map((warning) => ({ campaignName: names.get(campaignId) ?? '', level, ownerId, warning }));
    });
  });
}
