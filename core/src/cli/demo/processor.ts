import { createHash } from 'node:crypto';
import type { Adapter, Simulator, StoryInput } from '../../contract/adapter.ts';
import { type Connections, openConnections, type OpenConnection } from '../../flows/connections.ts';
import type { Engine } from '../../flows/engine.ts';
import { connectProcessor } from '../../flows/manage/connect-processor.ts';
import { processDelivery } from '../../flows/process-delivery.ts';
import { receiveDelivery } from '../../flows/receive-delivery.ts';
import type { Scope } from '../../store/session.ts';
import { Failure } from '../failure.ts';
import type { Chain, Step } from './play.ts';
import type { Stage } from './stage.ts';

/** A processor's account, whose deliveries are signed and taken in as those of a real one. */
export interface Processor {
  /** Deliveries of a story in their order; `later` moves one of them, in milliseconds, by its place and type. */
  readonly story: (name: string, at: number, told: Told, later?: (index: number, type: string) => number) => Chain;
  /** How many deliveries a story has. */
  readonly lengthOf: (name: string) => number;
  /** Takes in the deliveries of a story and does not work on them; answers their ids. */
  readonly receiveOnly: (name: string, at: number, told: Told) => Promise<readonly string[]>;
}

export type Told = Omit<StoryInput, 'now' | 'live' | 'currency' | 'account'>;

interface Dated {
  readonly at: number;
  readonly type: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** @throws Failure where the adapter is not loaded */
export async function connectStripe({ desk }: Stage, scope: Scope): Promise<Processor> {
  const { adapter, simulator } = stripeOf(desk.engine);
  const connection = await connected(desk, scope, adapter);
  const connections = openConnections(desk.engine, desk.sealer);

  const deliveriesOf = (
    name: string,
    at: number,
    told: Told,
    later: (index: number, type: string) => number,
  ): readonly Dated[] => {
    const story = simulator.stories[name];
    if (story === undefined) throw new Failure(`The simulator of ${adapter.title} has no story '${name}'.`);
    const tell = (begun: number) => story.deliveries({ ...told, now: new Date(begun), live: true, currency: 'USD' });
    // What comes weeks later is told as of then: the same objects, with the times of another day.
    return tell(at).map(({ type, body, headers = {} }, index) => {
      const begun = at + later(index, type);
      return { at: begun + 60_000, type, headers, body: begun === at ? body : (tell(begun)[index]?.body ?? body) };
    });
  };
  const receive = async (engine: Engine, { body, headers: beside }: Dated): Promise<string> => {
    const [secret = ''] = connection.secrets;
    const headers = { ...beside, ...simulator.sign(body, secret, engine.now()) };
    const raw = { headers, body: Buffer.from(simulator.seal?.(body, secret, engine.now()) ?? body) };
    return (await receiveDelivery(engine, connections, connection.id, raw)).deliveryId;
  };
  const stepOf = (delivery: Dated): Step => ({
    at: delivery.at,
    run: async (engine) => processDelivery(engine, connections, scope.organizationId, await receive(engine, delivery)),
  });
  const atOnce = (): number => 0;
  return {
    story: (name, at, told, later = atOnce) => deliveriesOf(name, at, told, later).map(stepOf),
    lengthOf: (name) => deliveriesOf(name, 0, { id: 'count', amount: 100n }, atOnce).length,
    async receiveOnly(name, at, told) {
      const ids: string[] = [];
      for (const delivery of deliveriesOf(name, at, told, atOnce)) {
        ids.push(await receive({ ...desk.engine, now: () => new Date(delivery.at) }, delivery));
      }
      return ids;
    },
  };
}

function stripeOf({ adapters }: Engine): { readonly adapter: Adapter; readonly simulator: Simulator } {
  const adapter = adapters.get('stripe');
  const simulator = adapter?.simulator;
  if (adapter === undefined || simulator === undefined)
    throw new Failure('The demo tells of payments at Stripe: add stripe() to the plugins of fairlead.config.ts.');
  return { adapter, simulator };
}

/** With a secret that no processor has. It follows from the organization, which is another one each time. */
async function connected(desk: Stage['desk'], scope: Scope, adapter: Adapter): Promise<OpenConnection> {
  const secret = createHash('sha256').update(`demo ${scope.organizationId}`).digest('hex').slice(0, 48);
  const credentials = adapter.simulator?.credentials?.(secret) ?? { signingSecret: `whsec_${secret}` };
  const { id } = await connectProcessor(desk, scope, {
    adapter: adapter.id,
    name: 'Stripe, simulated',
    mode: 'live',
    credentials,
  });
  const open: Connections = openConnections(desk.engine, desk.sealer);
  const connection = await open.open(id);
  if (connection === null) throw new Error(`connection ${id} was just made, and is not there`);
  return connection;
}
