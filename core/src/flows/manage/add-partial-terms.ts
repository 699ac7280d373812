import type { NewPartialTerms, PartialTermsVersion } from '../../contract/api/terms.ts';
import { edit, type Editor } from '../../store/edited/edit.ts';
import { hold } from '../../store/edited/find.ts';
import { lookAgainSince } from '../../store/edited/look-again.ts';
import type { Scope } from '../../store/session.ts';
import type { Desk } from './desk.ts';
import { kinds } from './kinds.ts';
import { addPartialVersion, type PartialOf } from './partial-terms.ts';
import { showPartialTerms } from './terms-view.ts';

/**
 * The next version of what a group has of its own; `{}` takes everything back (C1).
 *
 * @throws Problem `not_found`, `invalid_terms`, `stale_version`
 */
export async function addGroupTerms(
  desk: Desk,
  scope: Scope,
  groupId: string,
  input: NewPartialTerms,
): Promise<PartialTermsVersion> {
  return edit(desk.engine.store, scope, async (em) => {
    const { campaignId } = await hold(em, kinds.group, groupId);
    return addTerms(desk, em, scope, { level: 'group', campaignId, groupId }, input);
  });
}

/**
 * The next version of what one enrollment has of its own; `{}` takes everything back (C1).
 *
 * @throws Problem `not_found`, `invalid_terms`, `stale_version`
 */
export async function addEnrollmentTerms(
  desk: Desk,
  scope: Scope,
  enrollmentId: string,
  input: NewPartialTerms,
): Promise<PartialTermsVersion> {
  return edit(desk.engine.store, scope, async (em) => {
    const { campaignId, groupId } = await hold(em, kinds.enrollment, enrollmentId);
    return addTerms(desk, em, scope, { level: 'affiliate', campaignId, enrollmentId }, input, groupId);
  });
}

async function addTerms(
  desk: Desk,
  em: Editor,
  scope: Scope,
  of: PartialOf,
  { terms: given, validFrom, after }: NewPartialTerms,
  groupId?: string | null,
): Promise<PartialTermsVersion> {
  const now = desk.engine.now();
  const from = validFrom === undefined ? now : new Date(validFrom);
  const version = await addPartialVersion(desk, em, scope, of, { given, from, after, groupId: groupId ?? null });
  if (from <= now) await lookAgainSince(em, from, now, 'terms_changed');
  await em.flush();
  return showPartialTerms(version);
}
