import type { RawDelivery, Verification } from '../contract/adapter.ts';
import { Problem } from '../contract/errors.ts';
import { keepDelivery } from '../store/inbox.ts';
import { newId } from '../store/ids.ts';
import { inOrganization } from '../store/session.ts';
import type { Connections, OpenConnection } from './connections.ts';
import type { Engine } from './engine.ts';
import type { Refusals } from './refused-deliveries.ts';

export interface Received {
  readonly organizationId: string;
  readonly deliveryId: string;
  /** The event was here before: nothing was stored. */
  readonly duplicate: boolean;
}

/**
 * Takes a processor's delivery: verified on its raw bytes, then kept in the inbox, unique by event id; nothing else before the answer. A
 * database that is away is an error here, never an acknowledgement (ARCHITECTURE, Delivery).
 *
 * @throws Problem `not_found`, `invalid_signature`, `foreign_delivery`
 */
export async function receiveDelivery(
  engine: Engine,
  connections: Connections,
  connectionId: string,
  raw: RawDelivery,
  refused?: Refusals,
): Promise<Received> {
  const connection = await connections.open(connectionId);
  if (connection === null || !connection.active)
    throw new Problem('not_found', `there is no active connection ${connectionId}`);
  const verified = connection.adapter.verify(raw, connection.secrets, engine.now());
  if (!verified.ok) {
    refused?.note(connection, verified.reason, verified.detail);
    throw new Problem('invalid_signature', `${verified.reason}: ${verified.detail}`, { reason: verified.reason });
  }
  const foreign = foreignTo(connection, verified);
  if (foreign !== null) {
    refused?.note(connection, foreign.reason, foreign.detail);
    throw new Problem('foreign_delivery', foreign.detail);
  }
  const { organizationId } = connection;
  const id = newId();
  const scope = { organizationId, actor: `adapter:${connectionId}` };
  const { eventId, type, occurredAt } = verified;
  const kept = await inOrganization(engine.store, scope, (session) =>
    keepDelivery(session, scope, { id, connectionId, eventId, type, occurredAt, body: raw.body }),
  );
  return { organizationId, deliveryId: id, duplicate: !kept };
}

/** Live and test never mix, and nobody's account but the connection's own (PROCESSORS, Conformance 11). */
function foreignTo(
  { mode, account }: OpenConnection,
  verified: Extract<Verification, { ok: true }>,
): { readonly reason: string; readonly detail: string } | null {
  if (verified.mode !== 'unknown' && verified.mode !== mode) {
    const detail = `this connection is in ${mode} mode, the delivery in ${verified.mode} mode: use the connection of that mode`;
    return { reason: 'wrong_mode', detail };
  }
  if (account !== null && verified.account !== undefined && verified.account !== account) {
    const detail = `this connection belongs to account ${account}, the delivery to ${verified.account}`;
    return { reason: 'foreign_account', detail };
  }
  return null;
}
