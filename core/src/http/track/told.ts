import type { EventAnswer, LeadAnswer } from '../../contract/api/index.ts';
import type { ToldRecorded } from '../../flows/record-told.ts';
import { creditOf } from './credit.ts';

/** What is answered to a lead or event: whom it is credited to, and whether it was known. */
export function toldOf(recorded: ToldRecorded, now: Date): LeadAnswer & EventAnswer {
  const { intake, outcome } = recorded;
  const enrollmentId = outcome.standing === 'credited' ? (outcome.decision.shares[0]?.enrollmentId ?? null) : null;
  return {
    id: intake.paymentId,
    ...creditOf(recorded, now),
    enrollmentId,
    affiliateSlug: intake.found.enrollments.find(({ id }) => id === enrollmentId)?.slug ?? null,
    deduped: recorded.deduped,
  };
}
