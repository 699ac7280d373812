import type { FastifyError, FastifyRequest } from 'fastify';
import type { PluginApp } from '../contract/plugin.ts';
import type { Connections } from '../flows/connections.ts';
import type { Engine } from '../flows/engine.ts';
import { answerHandshake } from '../flows/answer-handshake.ts';
import { receiveDelivery } from '../flows/receive-delivery.ts';
import type { Refusals } from '../flows/refused-deliveries.ts';
import type { Worker } from '../flows/worker.ts';

export interface HookDeps {
  readonly engine: Engine;
  readonly connections: Connections;
  /** Counts what is refused. */
  readonly refusals?: Refusals;
  /** Begins to work on a delivery, after the answer. */
  readonly kick: Worker['kick'];
}

/**
 * `POST /hooks/:connection`: verify, keep, answer; the work begins after the answer (ARCHITECTURE, Delivery). `GET` answers a processor that asks
 * first whether the address is ours.
 */
export function hooks(app: PluginApp, { engine, connections, refusals, kick }: HookDeps): void {
  const noteTooLarge = async (id: string): Promise<void> => {
    const opened = await connections.open(id).catch(() => null);
    if (opened !== null) refusals?.note(opened, 'too_large', 'the body is larger than http.hookBodyLimit');
  };
  /** What is too large is refused before it is read; whose it would have been is known all the same. */
  const errorHandler = (error: FastifyError, request: FastifyRequest): never => {
    const { connection } = request.params as { connection?: string };
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE' && connection !== undefined)
      void noteTooLarge(connection.toLowerCase());
    throw error;
  };
  app.post('/:connection', { schema: { hide: true }, errorHandler }, async (request, reply) => {
    const { connection } = request.params as { connection: string };
    const raw = { headers: flat(request.headers), body: bodyOf(request.body) };
    const { organizationId, deliveryId, duplicate } = await receiveDelivery(
      engine,
      connections,
      connection.toLowerCase(),
      raw,
      refusals,
    );
    if (!duplicate) kick({ organizationId, id: deliveryId });
    return reply.code(200).send({ received: true, duplicate });
  });

  app.get('/:connection', { schema: { hide: true } }, async (request, reply) => {
    const { connection } = request.params as { connection: string };
    const answer = await answerHandshake(connections, connection.toLowerCase(), flat(request.query as Query));
    return reply.code(200).type('text/plain; charset=utf-8').send(answer);
  });
}

type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Raw bytes: the hooks' area reads every content type into a buffer; no body at all is an empty one. */
const bodyOf = (body: unknown): Uint8Array => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));

const flat = (
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : String(value ?? ''),
    ]),
  );
