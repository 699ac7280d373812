import { edit } from '../../store/edited/edit.ts';
import { find, type Kind } from '../../store/edited/find.ts';
import { pageOf, type PageQuery } from '../../store/edited/page.ts';
import { Terms } from '../../store/entities/terms.ts';
import type { Scope } from '../../store/session.ts';
import type { Desk } from './desk.ts';
import { kinds } from './kinds.ts';
import type { Shown } from './read.ts';
import { showCampaignTerms, showPartialTerms } from './terms-view.ts';

interface Owner {
  readonly id: string;
}

/** All versions of one owner's terms, the newest first. `level` and `owner` tell them from all others. */
const lister =
  <E extends Owner, V>(
    kind: Kind<E>,
    level: Terms['level'],
    owner: 'campaignId' | 'groupId' | 'enrollmentId',
    show: (version: Terms) => V,
  ) =>
  async ({ engine }: Desk, scope: Scope, id: string, page: PageQuery): Promise<Shown<V>> =>
    edit(engine.store, scope, async (em) => {
      await find(em, kind, id);
      const listing = { entity: Terms, where: { level, [owner]: id } };
      const { rows, nextCursor, total } = await pageOf(em, listing, page);
      return { data: rows.map(show), nextCursor, total };
    });

export const listCampaignTerms = lister(kinds.campaign, 'campaign', 'campaignId', showCampaignTerms);
export const listGroupTerms = lister(kinds.group, 'group', 'groupId', showPartialTerms);
export const listEnrollmentTerms = lister(kinds.enrollment, 'affiliate', 'enrollmentId', showPartialTerms);
