import type { AffiliateQuery, Affiliate as Shown } from '../../contract/api/affiliates.ts';
import { affiliatesLike } from '../../store/edited/affiliates.ts';
import { edit } from '../../store/edited/edit.ts';
import { pageOf } from '../../store/edited/page.ts';
import { Affiliate } from '../../store/entities/affiliate.ts';
import type { Scope } from '../../store/session.ts';
import { showAffiliate } from './affiliate-view.ts';
import type { Desk } from './desk.ts';
import { kinds } from './kinds.ts';
import { readOne, type Shown as Page } from './read.ts';

export const readAffiliate = (desk: Desk, scope: Scope, id: string): Promise<Shown> =>
  readOne(desk, scope, kinds.affiliate, id, showAffiliate);

export async function listAffiliates({ engine }: Desk, scope: Scope, query: AffiliateQuery): Promise<Page<Shown>> {
  return edit(engine.store, scope, async (em) => {
    const listing = {
      entity: Affiliate,
      where: affiliatesLike(em, query),
      sortings: { name: 'name', email: 'emailKey' },
    } as const;
    const { rows, ...page } = await pageOf(em, listing, query);
    return { data: rows.map(showAffiliate), ...page };
  });
}
