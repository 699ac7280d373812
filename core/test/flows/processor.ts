import { randomBytes } from 'node:crypto';
import type { RawDelivery } from '../../src/contract/adapter.ts';
import type { Fact } from '../../src/contract/facts.ts';
import { type Connections, openConnections } from '../../src/flows/connections.ts';
import { processDelivery, type Processed } from '../../src/flows/process-delivery.ts';
import { type Received, receiveDelivery } from '../../src/flows/receive-delivery.ts';
import { newId } from '../../src/store/ids.ts';
import { sealer } from '../../src/store/sealing.ts';
import { inOrganization } from '../../src/store/session.ts';
import { signedFacts } from '../../src/testing/facts-adapter.ts';
import { noon } from '../../src/testing/facts.ts';
import type { Scenario } from '../../src/testing/scenario.ts';

/** A connected account of the processor of `factsAdapter`, whose deliveries go through the inbox. */
export interface Processor {
  readonly connectionId: string;
  readonly connections: Connections;
  /** A genuine delivery. */
  readonly sign: (id: string, facts: readonly Fact[], type?: string) => RawDelivery;
  readonly receive: (raw: RawDelivery) => Promise<Received>;
  readonly process: (received: Received) => Promise<Processed>;
  /** Received and processed. */
  readonly deliver: (id: string, ...facts: readonly Fact[]) => Promise<Processed>;
  /** How its deliveries stand, by event id. */
  readonly inbox: () => Promise<Readonly<Record<string, { state: string; attempts: number; problem: unknown }>>>;
}

const insert = {
  name: 'test_connection',
  text: `insert into connection (organization_id, id, adapter, name, mode, sealed, active) values ($1, $2, $6, 'Test', $3, $4, $5)`,
};
const list = {
  name: 'test_inbox',
  text: 'select event_id as event, state, attempts, problem from inbox where organization_id = $1 order by id',
};

export async function processor(
  s: Scenario,
  mode: 'live' | 'test' = 'live',
  active = true,
  { adapter = 'facts', credentials = {} }: { readonly adapter?: string; readonly credentials?: object } = {},
): Promise<Processor> {
  const { engine, organizationId, scope } = s;
  const connectionId = newId();
  const secret = randomBytes(16).toString('hex');
  const sealing = sealer([randomBytes(32)]);
  const sealed = sealing.seal(
    { present: { secret, ...credentials }, previous: null },
    { organizationId, id: connectionId },
  );
  await inOrganization(engine.store, scope, (session) =>
    session.query(insert, [organizationId, connectionId, mode, sealed, active, adapter]),
  );
  const connections = openConnections(engine, sealing, 0);
  const sign: Processor['sign'] = (id, facts, type = 'facts') =>
    signedFacts(secret, { id, type, occurredAt: noon, facts });
  const receive: Processor['receive'] = (raw) => receiveDelivery(engine, connections, connectionId, raw);
  const process: Processor['process'] = ({ deliveryId }) =>
    processDelivery(engine, connections, organizationId, deliveryId);
  return {
    connectionId,
    connections,
    sign,
    receive,
    process,
    deliver: async (id, ...facts) => process(await receive(sign(id, facts))),
    async inbox() {
      const rows = await inOrganization(engine.store, scope, (session) =>
        session.query<{ event: string; state: string; attempts: number; problem: unknown }>(list, [organizationId]),
      );
      return Object.fromEntries(rows.map(({ event, ...row }) => [event, row]));
    },
  };
}
