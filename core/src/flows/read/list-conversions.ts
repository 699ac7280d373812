import type {
  Conversion,
  ConversionFilterQuery,
  ConversionPage,
  ConversionQuery,
} from '../../contract/api/conversions.ts';
import type { HomeOfRow } from '../../contract/api/home.ts';
import type { ConversionFilter } from '../../store/reads/conversion-filter.ts';
import { type ConversionRow, pageOfConversions } from '../../store/reads/conversions.ts';
import { withMoments } from '../../store/reads/days.ts';
import { looking } from '../../store/reads/looking.ts';
import type { Session } from '../../store/session.ts';
import type { Engine } from '../engine.ts';
import { homeOfRows } from './home-of-rows.ts';
import { modeAsked, type Viewer } from './viewer.ts';

/**
 * Sales, renewals and leads that are credited (F92), one page by position.
 *
 * @throws Problem `invalid_request` for a cursor of another list or order, `key_out_of_scope`
 */
export async function listConversions(engine: Engine, viewer: Viewer, query: ConversionQuery): Promise<ConversionPage> {
  const { sort, cursor, take, ...asked } = query;
  const mode = modeAsked(viewer, asked.isTest);
  return looking(engine.store, viewer, async (session) => {
    const filter = await filterOf(session, viewer, asked);
    const { rows, nextCursor } = await pageOfConversions(session, viewer, mode, filter, sort, { take, cursor });
    const home = await homeOfRows(engine, session, viewer, rows);
    return { data: rows.map((row) => showConversion(row, home)), nextCursor };
  });
}

/** Days are those of the organization. */
export async function filterOf(
  session: Session,
  viewer: Viewer,
  { isTest: _mode, ...filter }: ConversionFilterQuery,
): Promise<ConversionFilter> {
  return withMoments(session, viewer, filter);
}

/** Amounts of one conversion are within 2^53 - 1 (M1). The two last members stay last (F91). */
export function showConversion(row: ConversionRow, home: ReadonlyMap<string, HomeOfRow>): Conversion {
  const {
    moment: _moment,
    withdrawn: _withdrawn,
    amount,
    refundedAmount,
    commission,
    reversedCommission,
    ...shown
  } = row;
  return {
    ...shown,
    home: homeIn(home, row.id),
    subIds: { ...row.subIds },
    amount: Number(amount),
    refundedAmount: Number(refundedAmount),
    commission: Number(commission),
    reversedCommission: Number(reversedCommission),
    attributionMethod: row.attributionMethod as Conversion['attributionMethod'],
  };
}

/** What was read together with the rows. */
export function homeIn(home: ReadonlyMap<string, HomeOfRow>, id: string): HomeOfRow {
  const found = home.get(id);
  if (found === undefined) throw new RangeError(`conversion ${id} was not read in the home currency`);
  return found;
}
