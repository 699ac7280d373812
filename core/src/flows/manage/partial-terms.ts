import { mergeTerms } from '../../domain/merge-terms.ts';
import { asksStanding } from '../../domain/terms-lane.ts';
import type { CommissionTerms, PartialCommissionTerms } from '../../domain/terms.ts';
import type { Editor } from '../../store/edited/edit.ts';
import { addVersion, campaignTermsAt, termsAt, type TermsOf } from '../../store/edited/terms.ts';
import type { Terms } from '../../store/entities/terms.ts';
import type { Scope } from '../../store/session.ts';
import type { Desk } from './desk.ts';
import { refuseDocument } from './refuse.ts';

/** What stands above the campaign's own terms. */
export type PartialOf = Exclude<TermsOf, { level: 'campaign' }>;

interface NewPartial {
  readonly given: unknown;
  readonly from: Date;
  readonly groupId?: string | null;
  /** The newest number its author had seen. */
  readonly after?: number | undefined;
}

/**
 * Adds a version of what a group or an enrollment has of its own. It is checked over what it will stand on at `from`: the group's terms,
 * where the enrollment has one, over the campaign's (C1).
 *
 * @throws Problem `invalid_terms`, `stale_version`
 */
export async function addPartialVersion(
  { engine, checks }: Desk,
  em: Editor,
  { organizationId }: Scope,
  of: PartialOf,
  { given, from, groupId, after }: NewPartial,
): Promise<Terms> {
  const below = await termsBelow(em, of.campaignId, groupId ?? null, from);
  const checked = checks.partialTerms(given, below);
  if ('issues' in checked) refuseDocument('invalid_terms', '/terms', checked.issues);
  const { terms } = checked;
  const tiered = asksStanding(terms, engine.rules.models);
  return addVersion(em, organizationId, of, { terms, validFrom: from, after, tiered });
}

async function termsBelow(em: Editor, campaignId: string, groupId: string | null, at: Date): Promise<CommissionTerms> {
  const campaign = { id: campaignId, version: 0, terms: await campaignTermsAt(em, campaignId, at) };
  const ofGroup = groupId === null ? null : await termsAt(em, { level: 'group', campaignId, groupId }, at);
  if (ofGroup === null) return campaign.terms.commission;
  const group = { id: ofGroup.id, version: ofGroup.number, terms: ofGroup.terms as PartialCommissionTerms };
  return mergeTerms({ campaign, group }).terms;
}
