import type { Payment, PaymentPage, PaymentQuery } from '../../contract/api/records.ts';
import { type PaymentRow, pageOfPayments } from '../../store/reads/payments.ts';
import { looking } from '../../store/reads/looking.ts';
import type { Engine } from '../engine.ts';
import { nearestMisses } from './nearest.ts';
import { modeAsked, type Viewer } from './viewer.ts';

/**
 * Payments and what became of them; with `unattributed` those that anybody looked for and nobody is credited for, with what came closest (F29).
 *
 * @throws Problem `invalid_request` for a cursor of another list or order, `key_out_of_scope`
 */
export async function listPayments(engine: Engine, viewer: Viewer, query: PaymentQuery): Promise<PaymentPage> {
  const { sort, cursor, take, isTest, unattributed, ...asked } = query;
  const mode = modeAsked(viewer, isTest);
  const uncredited = 'uncredited';
  // Both asked for and at odds: nothing is.
  if (unattributed && (asked.state ?? uncredited) !== uncredited) return { data: [], nextCursor: null };
  const filter = unattributed ? { ...asked, state: uncredited } : asked;
  const { rows, nextCursor } = await looking(engine.store, viewer, (session) =>
    pageOfPayments(session, viewer, mode, filter, sort, { take, cursor }),
  );
  return { data: rows.map(showPayment), nextCursor };
}

const showPayment = ({ decision, amount, reversed, ...row }: PaymentRow): Payment => ({
  ...row,
  state: row.state as Payment['state'],
  nearest: [...nearestMisses(decision)],
  amount: amount === null ? null : Number(amount),
  reversed: Number(reversed),
});
