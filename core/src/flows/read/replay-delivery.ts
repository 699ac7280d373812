import type { DeliveryDetail } from '../../contract/api/records.ts';
import { Problem } from '../../contract/errors.ts';
import { reopenDelivery } from '../../store/inbox.ts';
import { type DeliveryDetailRow, findDelivery } from '../../store/reads/inbox.ts';
import { inOrganization } from '../../store/session.ts';
import type { Connections } from '../connections.ts';
import type { Engine } from '../engine.ts';
import { processDelivery } from '../process-delivery.ts';
import { readDelivery } from './read-inbox.ts';
import { modesOf, notFound, type Viewer } from './viewer.ts';

/**
 * Works on a delivery once more, as if it had just come in, and answers how it stands then. What it states is stored once, however often it is
 * replayed (I2); one that fails again is tried again later, as any other.
 *
 * @throws Problem `not_found`, `illegal_transition` where its body was taken away
 */
export async function replayDelivery(
  engine: Engine,
  connections: Connections,
  viewer: Viewer,
  id: string,
): Promise<DeliveryDetail> {
  await inOrganization(engine.store, viewer, async (session) => {
    const found = await findDelivery(session, viewer, modesOf(viewer), id);
    if (found === null) throw notFound('delivery', id);
    if (await reopenDelivery(session, viewer, id)) return;
    throw noBody(found);
  });
  await processDelivery(engine, connections, viewer.organizationId, id);
  return readDelivery(engine, connections, viewer, id);
}

/** What is refused of a delivery whose body is gone, and why it is. */
export function noBody({ id, bodyGone }: DeliveryDetailRow): Problem {
  const why =
    bodyGone?.why === 'retention'
      ? `was dropped at ${bodyGone.at}, when it was older than the organization keeps bodies`
      : `was erased${bodyGone === null ? '' : ` at ${bodyGone.at}`} with the person it speaks of`;
  const detail = `the body of delivery ${id} ${why}: there is nothing left to replay; its facts stand as they are`;
  return new Problem('illegal_transition', detail, { legal: [], ...(bodyGone && { bodyGone }) });
}
