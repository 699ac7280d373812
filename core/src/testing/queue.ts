import type { Engine } from '../flows/engine.ts';
import { settlePayment } from '../flows/settle-payment.ts';
import { inOrganization, type Scope } from '../store/session.ts';

const due = {
  name: 'test_due',
  text: `select id, payment_id as "paymentId" from revisit where organization_id = $1
    and (due_at <= $2 or reason not in ('clock', 'failed', 'no_rate')) order by due_at, id`,
};

/**
 * Settles again what is due by the engine's clock, until nothing is, as the worker does. Returns how many were settled; throws when it does
 * not come to rest.
 */
export async function settleDue(engine: Engine, organizationId: string, most = 500): Promise<number> {
  const scope: Scope = { organizationId, actor: 'core' };
  for (let settled = 0; ; ) {
    // What is due at once is so by the database's clock, which a test's clock may be any time behind.
    const until = engine.now().toISOString();
    const rows = await inOrganization(engine.store, scope, (session) =>
      session.query<{ id: string; paymentId: string }>(due, [organizationId, until]),
    );
    if (rows.length === 0) return settled;
    for (const { id, paymentId } of rows) await settlePayment(engine, scope, paymentId, [], [id]);
    settled += rows.length;
    if (settled > most) throw new Error(`${settled} payments settled again, and the queue does not come to rest`);
  }
}
