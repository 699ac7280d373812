import type { Context } from './context.ts';
import type { PaymentState } from './payment.ts';
import type { CreditStanding, StoredFact } from './stored-fact.ts';
import { earliestOf, isBefore, plusDays, plusHours } from './time.ts';

const openAtLeastHours = 1;

/**
 * Due dates are read once, at first credit (C7). The slot follows the subscription's payments while the credit is open (A8): a first payment
 * that is told after its renewal is still the first one, and a one-time commission is earned once (C3).
 */
export function standingNow(context: Context, state: PaymentState, holdDays: number): CreditStanding {
  const slot = context.earlierInSubscription + 1;
  if (state.standing !== null) return { ...state.standing, slot };
  const occurredAt = state.occurredAt ?? '';
  const payableAt = plusDays(occurredAt, holdDays);
  return { type: 'credit.standing', occurredAt, slot, payableAt, eligibleAt: plusDays(payableAt, context.graceDays) };
}

/** A credit is open until its hold ends, and at least an hour after it was learned of (A8). */
export function closeDue(credit: CreditStanding, facts: readonly StoredFact[]): string {
  const known = earliestOf(facts.filter(({ paymentId }) => paymentId !== null).map(({ recordedAt }) => recordedAt));
  const hour = known === null ? credit.payableAt : plusHours(known, openAtLeastHours);
  return isBefore(credit.payableAt, hour) ? hour : credit.payableAt;
}
