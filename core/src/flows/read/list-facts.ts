import type { FactPage, FactQuery, FactRow } from '../../contract/api/facts.ts';
import { type FactOfRecord, pageOfFacts } from '../../store/reads/facts.ts';
import { findPayment } from '../../store/reads/find-payment.ts';
import { looking } from '../../store/reads/looking.ts';
import type { Engine } from '../engine.ts';
import { maySee, notFound, type Viewer } from './viewer.ts';

/**
 * Everything that was stated of one payment and of those that became it, in the order it was learned.
 *
 * @throws Problem `not_found`, `invalid_request` for a cursor of another list
 */
export async function listFacts(
  engine: Engine,
  viewer: Viewer,
  { paymentId, cursor, take }: FactQuery,
): Promise<FactPage> {
  return looking(engine.store, viewer, async (session) => {
    const found = await findPayment(session, viewer, paymentId);
    if (found === null || !maySee(viewer, found.mode)) throw notFound('payment', paymentId);
    const page = { take, cursor };
    const { rows, nextCursor } = await pageOfFacts(session, viewer, found.rootId, page);
    return { data: rows.map(showFact), nextCursor };
  });
}

export const showFact = (row: FactOfRecord): FactRow => ({ ...row, fact: { ...row.fact } });
