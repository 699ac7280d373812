import { type AffiliateQuery, affiliateFigureNames, type Affiliate as Shown } from '../../contract/api/affiliates.ts';
import { affiliatesLike } from '../../store/edited/affiliates.ts';
import { edit } from '../../store/edited/edit.ts';
import { pageOf } from '../../store/edited/page.ts';
import { Affiliate } from '../../store/entities/affiliate.ts';
import { affiliatesByFigure, type FigureOrder } from '../../store/reads/affiliates-by-figure.ts';
import { summing } from '../../store/reads/looking.ts';
import { hull, summedPeriods } from '../../store/reads/summed-periods.ts';
import type { Scope, Session } from '../../store/session.ts';
import { readAtHome } from '../read/home-rates.ts';
import { modesOf, type Viewer } from '../read/viewer.ts';
import { showAffiliate } from './affiliate-view.ts';
import type { Desk } from './desk.ts';
import { kinds } from './kinds.ts';
import { readOne, type Shown as Page } from './read.ts';

export const readAffiliate = (desk: Desk, scope: Scope, id: string): Promise<Shown> =>
  readOne(desk, scope, kinds.affiliate, id, showAffiliate);

/** @throws Problem `invalid_request` for a cursor of another list or order */
export async function listAffiliates(
  desk: Pick<Desk, 'engine'>,
  viewer: Viewer,
  query: AffiliateQuery,
): Promise<Page<Shown>> {
  const { sort } = query;
  if (isByFigure(sort))
    return summing(desk.engine.store, viewer, (session) => pageByFigure(desk, session, viewer, { ...query, sort }));
  return edit(desk.engine.store, viewer, async (em) => {
    const listing = {
      entity: Affiliate,
      where: affiliatesLike(em, query),
      sortings: { name: 'name', email: 'emailKey' },
    } as const;
    const { rows, ...page } = await pageOf(em, listing, query);
    return { data: rows.map(showAffiliate), ...page };
  });
}

const isByFigure = (sort: string): sort is FigureOrder =>
  (affiliateFigureNames as readonly string[]).includes(sort.replace('-', ''));

/** Which of them are on a page is known only with the rates: it is the page of the last look that counts. */
async function pageByFigure(
  { engine }: Pick<Desk, 'engine'>,
  session: Session,
  viewer: Viewer,
  { sort, take, cursor, ...filter }: AffiliateQuery & { readonly sort: FigureOrder },
): Promise<Page<Shown>> {
  let page: Page<Shown> = { data: [], nextCursor: null, total: 0 };
  const summed = await summedPeriods(session, viewer, 'month', engine.rates.source, {});
  const open = hull(sort.endsWith('pending') ? summed.pending : summed.open);
  await readAtHome(engine, session, viewer, open, async (rates) => {
    const asked = { take, cursor };
    const found = await affiliatesByFigure(session, viewer, modesOf(viewer), filter, sort, asked, summed, rates);
    page = { data: found.rows.map(shown), nextCursor: found.nextCursor, total: found.total };
    return found.used;
  });
  return page;
}

const shown = ({ id, name, email, createdAt, version }: Shown): Shown => ({ id, name, email, createdAt, version });
