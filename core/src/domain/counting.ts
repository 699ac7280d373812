/** Where a link and what it belongs to stand now. */
export interface LinkStanding {
  readonly status: 'pending' | 'approved' | 'paused' | 'rejected' | 'removed';
  readonly campaignState: 'draft' | 'active' | 'closed' | 'archived';
}

/** Why a click is kept without counting: it sets no cookie and credits nobody. */
export type UncountedReason = 'paused' | 'campaign_draft' | 'campaign_closed' | 'campaign_archived' | 'bot';

/** What a visit of a link comes to: nothing there, gone for good (A6), or a click that counts unless `reason` says why not. */
export type Visit =
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'removed' }
  | { readonly outcome: 'click'; readonly reason: UncountedReason | null };

const byCampaign = {
  draft: 'campaign_draft',
  active: null,
  closed: 'campaign_closed',
  archived: 'campaign_archived',
} as const;

/**
 * An enrollment that was never approved has no link. Every other link leads to its destination, whatever the state of its campaign: a brand
 * tries its links in a draft, and a visitor of an old link still arrives (A10). Removed is the one that does not (A6).
 */
export function judgeVisit({ status, campaignState }: LinkStanding, isBot: boolean): Visit {
  if (status === 'pending' || status === 'rejected') return { outcome: 'unknown' };
  if (status === 'removed') return { outcome: 'removed' };
  const reason = status === 'paused' ? 'paused' : (byCampaign[campaignState] ?? (isBot ? 'bot' : null));
  return { outcome: 'click', reason };
}
