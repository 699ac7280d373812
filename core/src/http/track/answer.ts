import type { FastifyReply } from 'fastify';
import type { GivenAnswer } from '../../flows/answer-once.ts';

/** Sends an answer that is JSON text already, because it is kept for repetitions as it was sent (I3). */
export function sendGiven(reply: FastifyReply, { status, body, replayed }: GivenAnswer): FastifyReply {
  if (replayed) reply.header('webhook-replayed', 'true');
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .serializer((text: string) => text)
    .send(body);
}
