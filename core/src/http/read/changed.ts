import type { ManualChange } from '../../contract/api/index.ts';
import type { Settled } from '../../flows/settle-payment.ts';
import { creditOf } from '../track/credit.ts';

/** What is answered to a person's decision: how the payment stands after it. */
export const changedBy = (settled: Settled, now: Date): ManualChange => ({
  paymentId: settled.intake.paymentId,
  state: settled.outcome.standing,
  conversions: settled.conversions.map(({ id, enrollmentId }) => ({ id, enrollmentId })),
  ...creditOf(settled, now),
});
