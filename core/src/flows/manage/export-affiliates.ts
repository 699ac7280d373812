import type { Affiliate, AffiliateExportQuery, AffiliateFigures } from '../../contract/api/affiliates.ts';
import { formatDecimal } from '../../domain/money.ts';
import { summing } from '../../store/reads/looking.ts';
import { figuresOf } from '../read/affiliate-figures.ts';
import { type Cell, csvRow } from '../read/csv.ts';
import type { Viewer } from '../read/viewer.ts';
import type { Desk } from './desk.ts';
import { listAffiliates } from './read-affiliates.ts';

const pageSize = 1_000;

/** Null: nothing was brought or earned yet. */
type Figures = AffiliateFigures | null;

const columns: readonly (readonly [name: string, cell: (row: Affiliate, figures: Figures) => Cell])[] = [
  ['id', ({ id }) => id],
  ['name', ({ name }) => name],
  ['email', ({ email }) => email],
  ['created_at', ({ createdAt }) => createdAt],
  ['clicks', (_row, figures) => ({ plain: String(figures?.clicks ?? 0) })],
  ['sales', (_row, figures) => ({ plain: String(figures?.sales ?? 0) })],
  ['home_currency', (_row, figures) => figures && figures.home.currency],
  ['home_revenue', (_row, figures) => atHome(figures, 'revenue')],
  ['home_commission', (_row, figures) => atHome(figures, 'amount')],
  ['home_pending_commission', (_row, figures) => atHome(figures, 'pending')],
  ['without_rate', (_row, figures) => ({ plain: String(withoutRate(figures)) })],
];

const atHome = (figures: Figures, of: 'revenue' | 'amount' | 'pending'): Cell =>
  figures && { plain: formatDecimal(BigInt(figures.home[of]), figures.home.currency) };

/** Sales that are in no amount, for want of a rate (X2). */
const withoutRate = (figures: Figures): number =>
  figures === null ? 0 : figures.home.leftOut.pending + figures.home.leftOut.unavailable;

/**
 * All affiliates of a filter as CSV in the order of the list, a piece at a time and by position (F91).
 *
 * @throws Problem `invalid_request`
 */
export async function* exportAffiliates(
  desk: Pick<Desk, 'engine'>,
  viewer: Viewer,
  query: AffiliateExportQuery,
): AsyncGenerator<string, void, void> {
  let heading = csvRow(columns.map(([name]) => name));
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const position = cursor === undefined ? {} : { cursor };
    const { data, nextCursor } = await listAffiliates(desk, viewer, { ...query, ...position, take: pageSize });
    const figures = await summing(desk.engine.store, viewer, (session) =>
      figuresOf(desk.engine, session, viewer, {
        affiliateId: data.map(({ id }) => id),
        ...(query.campaignId && { campaignId: query.campaignId }),
      }),
    );
    const cells = (row: Affiliate): readonly Cell[] =>
      columns.map(([, cell]) => cell(row, figures.get(row.id) ?? null));
    yield heading + data.map((row) => csvRow(cells(row))).join('');
    heading = '';
    cursor = nextCursor;
  }
}
