import type { CreditedCommission, Status } from '../../contract/api/index.ts';
import type { Static } from '@sinclair/typebox';
import { statusOf } from '../../domain/states.ts';
import type { Settled } from '../../flows/settle-payment.ts';

interface Credit {
  readonly credited: boolean;
  readonly reason: string;
  readonly status: Static<ReturnType<typeof Status>> | null;
  readonly commissions: CreditedCommission[];
  readonly isTest: boolean;
}

/** What an answer says of the credit, as it stands after the call. */
export function creditOf({ intake, outcome }: Settled, now: Date): Credit {
  const { standing, lines, credit, state } = outcome;
  const slugs = new Map(
    intake.found.enrollments
      .flatMap((one) => (one.recruiter ? [one.recruiter, one] : [one]))
      .map(({ id, slug }) => [id, slug]),
  );
  const held = standing === 'credited' || standing === 'denied';
  return {
    credited: standing === 'credited',
    reason: outcome.reason,
    status: held && credit !== null ? statusNow(outcome, credit.payableAt, now) : null,
    commissions: lines.map(({ line, reversed }) => ({
      enrollmentId: line.enrollmentId,
      affiliateSlug: slugs.get(line.enrollmentId) ?? '',
      amount: Number(line.amount - reversed),
      currency: state.currency ?? '',
      model: line.model,
      payableAt: credit?.payableAt ?? '',
    })),
    isTest: intake.mode === 'test',
  };
}

const statusNow = ({ standing, state, lines, cancelledInHold }: Settled['outcome'], payableAt: string, now: Date) =>
  statusOf({
    merged: false,
    denied: standing === 'denied',
    gross: state.gross,
    reversed: state.reversed,
    cancelledInHold,
    linesNet: lines.reduce((net, { line, reversed }) => net + line.amount - reversed, 0n),
    paid: 0n,
    payableAt,
    now: now.toISOString(),
    underReview: false,
  });
