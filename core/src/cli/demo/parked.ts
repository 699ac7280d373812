import { randomBytes } from 'node:crypto';
import { openConnections } from '../../flows/connections.ts';
import { processDelivery } from '../../flows/process-delivery.ts';
import type { Scope } from '../../store/session.ts';
import { sealer } from '../../store/sealing.ts';
import { buyer } from './buyers.ts';
import { dayMs, hourMs } from './calendar.ts';
import type { Visited } from './clicks.ts';
import type { Processor } from './processor.ts';
import type { Stage } from './stage.ts';

/** More often than anything is tried before it is parked. */
const mostTries = 40;

/**
 * A payment that arrived well signed, and was worked on by a server that was given another secret key: it could not open the connection,
 * tried again and again, and the deliveries were parked. With the right key they can be replayed.
 */
export async function parkDeliveries(
  { calendar, desk, dice }: Stage,
  scope: Scope,
  processor: Processor,
  visits: readonly Visited[],
): Promise<void> {
  const { engine } = desk;
  const [visit] = visits.filter(({ at }) => at > calendar.end - 3 * dayMs && at < calendar.end - 2 * hourMs);
  const { email, externalId: customerKey } = buyer(dice, 30_000);
  const told = { id: 'demo30000', amount: 11_900n, email, customerKey, ...(visit && { clickId: visit.clickId }) };
  const deliveries = await processor.receiveOnly('one-time', (visit?.at ?? calendar.end - 2 * hourMs) + hourMs, told);
  const wrongKey = openConnections(engine, sealer([randomBytes(32)]));
  for (const id of deliveries) {
    for (let tried = 0; tried < mostTries; tried++) {
      if ((await processDelivery(engine, wrongKey, scope.organizationId, id)) !== 'received') break;
    }
  }
}
