import { listConversions } from '../../flows/read/list-conversions.ts';
import { settlePayment } from '../../flows/settle-payment.ts';
import type { Scope } from '../../store/session.ts';
import { hourMs, minuteMs } from './calendar.ts';
import { engineAt, type Stage } from './stage.ts';

/**
 * Whose hold has ended becomes payable. A credit stays open for an hour after it was learned of (A8), and all of these were learned of just
 * now: the worker would close them in an hour, and nobody wants to wait that long for the balances of a demo.
 */
export async function closeHolds({ desk: { engine }, tell }: Stage, scope: Scope): Promise<void> {
  const inAnHour = engineAt(engine, Date.now() + hourMs + 5 * minuteMs);
  const closing: Scope = { ...scope, actor: 'core' };
  let cursor: string | null = null;
  let done = 0;
  do {
    const query = {
      status: ['approved', 'refunded'],
      sort: '-occurredAt',
      take: 200,
      ...(cursor !== null && { cursor }),
    } as const;
    const page = await listConversions(engine, { ...scope, mode: 'live' }, query);
    for (const { paymentId, payableAt } of page.data) {
      if (Date.parse(payableAt) <= Date.now()) await settlePayment(inAnHour, closing, paymentId);
      tell(`holds that have ended: ${++done}`);
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
}
