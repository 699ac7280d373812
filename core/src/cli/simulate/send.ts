import type { Simulator, StoryDelivery } from '../../contract/adapter.ts';
import type { OpenConnection } from '../../flows/connections.ts';
import { Failure } from '../failure.ts';

export interface Sent {
  readonly type: string;
  /** The processor's id of the event. */
  readonly eventId: string;
  readonly status: number;
  readonly answer: string;
}

/** Signs one delivery as the processor would and posts it to the server, by HTTP like anybody else. */
export async function send(
  url: string,
  { id, adapter, secrets }: OpenConnection,
  simulator: Simulator,
  { type, body: plain, headers: beside = {} }: StoryDelivery,
): Promise<Sent> {
  const now = new Date();
  const [secret = ''] = secrets;
  const headers = { ...beside, ...simulator.sign(plain, secret, now) };
  const body = simulator.seal?.(plain, secret, now) ?? plain;
  const verified = adapter.verify({ headers, body: Buffer.from(body) }, secrets, now);
  if (!verified.ok)
    throw new Error(`the simulator of ${adapter.id} signs what its adapter refuses: ${verified.detail}`);
  const response = await post(`${url}/hooks/${id}`, headers, body);
  return { type, eventId: verified.eventId, status: response.status, answer: await response.text() };
}

async function post(address: string, headers: Readonly<Record<string, string>>, body: string): Promise<Response> {
  try {
    return await fetch(address, { method: 'POST', headers, body, signal: AbortSignal.timeout(30_000) });
  } catch (error) {
    const { cause } = error as { cause?: { code?: string } };
    throw new Failure(
      `No server answers at ${new URL(address).origin} (${cause?.code ?? String(error)}). Start one with: npx -y pnpm@12 start, ` +
        'or say where it is with --url.',
      { cause: error },
    );
  }
}
