import { Problem } from '../contract/errors.ts';
import type { Connections } from './connections.ts';

/**
 * Answers a processor that asks whether an address is ours before it delivers there. Nothing is stored, and nothing is told that the secrets of
 * the connection do not prove.
 *
 * @throws Problem `not_found` where there is no such connection, or its processor asks nothing of the kind
 */
export async function answerHandshake(
  connections: Connections,
  connectionId: string,
  query: Readonly<Record<string, string>>,
): Promise<string> {
  const connection = await connections.open(connectionId);
  const answer = connection?.active === true ? connection.adapter.handshake?.(query, connection.secrets) : undefined;
  if (typeof answer !== 'string')
    throw new Problem('not_found', 'there is nothing to read here: deliveries come by POST');
  return answer;
}
