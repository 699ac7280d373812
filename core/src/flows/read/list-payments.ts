import type { Payment, PaymentFilterQuery, PaymentPage, PaymentQuery } from '../../contract/api/records.ts';
import { type PaymentRow, pageOfPayments } from '../../store/reads/payments.ts';
import { withMoments } from '../../store/reads/days.ts';
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
  const { sort, cursor, take, ...asked } = query;
  const mode = modeAsked(viewer, asked.isTest);
  const filter = paymentFilterOf(asked);
  // Both asked for and at odds: nothing is.
  if (filter === null) return { data: [], nextCursor: null };
  const { rows, nextCursor } = await looking(engine.store, viewer, async (session) =>
    pageOfPayments(session, viewer, mode, await withMoments(session, viewer, filter), sort, { take, cursor }),
  );
  return { data: rows.map(showPayment), nextCursor };
}

/** Without the mode; null where states and `unattributed` exclude each other. */
export function paymentFilterOf({ isTest: _mode, unattributed, ...filter }: PaymentFilterQuery) {
  if (!unattributed) return filter;
  const state = ['uncredited'] as const;
  return filter.state === undefined || filter.state.includes('uncredited') ? { ...filter, state } : null;
}

const showPayment = ({ decision, amount, reversed, position: _position, ...row }: PaymentRow): Payment => ({
  ...row,
  state: row.state as Payment['state'],
  nearest: [...nearestMisses(decision)],
  amount: amount === null ? null : Number(amount),
  reversed: Number(reversed),
});
