import { pendingPayments } from '../../store/edited/pending.ts';
import { inOrganization, type Scope } from '../../store/session.ts';
import { settlePayment } from '../settle-payment.ts';
import type { Desk } from './desk.ts';

/**
 * Denies what is pending of an enrollment, with the reason of the scope (A6, R10): one fact and one settlement for each payment. May be
 * repeated: what is denied already is not touched again.
 */
export async function denyPending({ engine }: Desk, scope: Scope, enrollmentId: string): Promise<void> {
  const payments = await inOrganization(engine.store, scope, (session) =>
    pendingPayments(session, scope, enrollmentId),
  );
  const denied = { type: 'credit.denied', occurredAt: engine.now().toISOString() } as const;
  for (const payment of payments) await settlePayment(engine, scope, payment, [denied]);
}
