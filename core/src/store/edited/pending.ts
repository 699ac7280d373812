import type { Scope, Session, Statement } from '../session.ts';

const pending: Statement = {
  name: 'pending_payments',
  text: `select distinct payment_id as "paymentId" from conversion
    where organization_id = $1 and enrollment_id = $2 and role = 'credit' and not closed and not denied and not merged and not withdrawn order by 1`,
};

/** Payments and leads whose credit to this enrollment is still open. */
export async function pendingPayments(
  session: Session,
  scope: Scope,
  enrollmentId: string,
): Promise<readonly string[]> {
  const rows = await session.query<{ paymentId: string }>(pending, [scope.organizationId, enrollmentId]);
  return rows.map(({ paymentId }) => paymentId);
}
