import { Campaign } from '../entities/campaign.ts';
import { Terms, type TermsLevel } from '../entities/terms.ts';
import type { Editor } from './edit.ts';

interface Row {
  readonly id: string;
}

/** The version of each owner that applies at a time: the last to begin, then the last written (C1). Read of all owners at once. */
export async function termsInForce(
  em: Editor,
  at: Date,
  { campaigns, levels }: { readonly campaigns: readonly string[]; readonly levels: readonly TermsLevel[] },
): Promise<readonly Terms[]> {
  if (campaigns.length === 0) return [];
  const rows = await em.execute<Row[]>(
    `select distinct on (campaign_id, level, group_id, enrollment_id) id from terms
     where organization_id = current_organization() and campaign_id in (?) and level in (?) and valid_from <= ?
     order by campaign_id, level, group_id, enrollment_id, valid_from desc, number desc`,
    [[...campaigns], [...levels], at],
  );
  return em.find(Terms, { id: rows.map(({ id }) => id) }, { orderBy: { level: 'asc', id: 'asc' } });
}

export const activeCampaigns = (em: Editor): Promise<readonly Campaign[]> =>
  em.find(Campaign, { state: 'active' }, { orderBy: { name: 'asc', id: 'asc' } });
