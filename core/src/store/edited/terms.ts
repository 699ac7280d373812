import { Problem } from '../../contract/errors.ts';
import type { CampaignTerms, PartialCommissionTerms } from '../../domain/terms.ts';
import { Terms } from '../entities/terms.ts';
import { newId } from '../ids.ts';
import type { Editor } from './edit.ts';

/** Whose terms: a campaign's own, a group's or one enrollment's (C1). */
export type TermsOf =
  | { readonly level: 'campaign'; readonly campaignId: string }
  | { readonly level: 'group'; readonly campaignId: string; readonly groupId: string }
  | { readonly level: 'affiliate'; readonly campaignId: string; readonly enrollmentId: string };

/** What tells the versions of one owner from all others. */
export const versionsOf = (of: TermsOf) => {
  if (of.level === 'campaign') return { level: of.level, campaignId: of.campaignId };
  if (of.level === 'group') return { level: of.level, groupId: of.groupId };
  return { level: of.level, enrollmentId: of.enrollmentId };
};

/** The version that applies at a time: the last to begin, then the last written. */
export async function termsAt(em: Editor, of: TermsOf, at: Date): Promise<Terms | null> {
  const applies = { ...versionsOf(of), validFrom: { $lte: at } };
  return em.findOne(Terms, applies, { orderBy: [{ validFrom: 'desc' }, { number: 'desc' }] });
}

/** As for a campaign, which always has terms: before its first version that one holds. */
export async function campaignTermsAt(em: Editor, campaignId: string, at: Date): Promise<CampaignTerms> {
  const of = { level: 'campaign', campaignId } as const;
  const found = (await termsAt(em, of, at)) ?? (await em.findOneOrFail(Terms, { ...of, number: 1 }));
  return found.terms as CampaignTerms;
}

/** What a version says: the terms, from when, and which number its author had seen last; undefined: they did not look. */
export interface NewVersion {
  readonly terms: CampaignTerms | PartialCommissionTerms;
  readonly validFrom: Date;
  readonly after: number | undefined;
  /** A model they name asks where an enrollment stands. */
  readonly tiered: boolean;
}

/**
 * The next version. Its owner must be held, so that no two take one number.
 *
 * @throws Problem `stale_version` with both numbers
 */
export async function addVersion(
  em: Editor,
  organizationId: string,
  of: TermsOf,
  { terms, validFrom, after, tiered }: NewVersion,
): Promise<Terms> {
  const last = await em.findOne(Terms, versionsOf(of), { orderBy: { number: 'desc' } });
  const newest = last?.number ?? 0;
  if (after !== undefined && after !== newest) {
    const detail = `the newest version of these terms is ${newest}, and this one was written after version ${after}: read them again`;
    throw new Problem('stale_version', detail, { version: newest, given: after });
  }
  return em.create(Terms, { organizationId, id: newId(), number: newest + 1, validFrom, terms, tiered, ...of });
}
