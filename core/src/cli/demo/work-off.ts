import type { Engine } from '../../flows/engine.ts';
import { settlePayment } from '../../flows/settle-payment.ts';
import { leaseRevisits } from '../../store/doors.ts';

/** Settles again what is due, until nothing is: what affiliates' changes moved, and the hours of charges nobody knew enough of. */
export async function workOff(engine: Engine, tell: (what: string) => void): Promise<void> {
  for (let done = 0; ; ) {
    const due = await leaseRevisits(engine.store, 64, 60);
    if (due.length === 0) return;
    for (let index = 0; index < due.length; index += 4) {
      await Promise.all(
        due
          .slice(index, index + 4)
          .map(({ organizationId, id, paymentId }) =>
            settlePayment(engine, { organizationId, actor: 'core' }, paymentId, [], [id]),
          ),
      );
    }
    done += due.length;
    tell(`looked at again: ${done}`);
  }
}
