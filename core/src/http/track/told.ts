import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EventAnswer, EventBody, LeadAnswer, LeadBody } from '../../contract/api/index.ts';
import { answerOnce } from '../../flows/answer-once.ts';
import type { Engine } from '../../flows/engine.ts';
import { serverConnection, type ToldRecorded, type ToldRecording } from '../../flows/record-told.ts';
import { sendGiven } from './answer.ts';
import { creditOf } from './credit.ts';
import { customerOf, evidenceOf, modeOf } from './evidence.ts';
import type { RequestScope } from '../request.ts';

/** What a call that tells of a customer says, whatever it tells: where it comes from, and when, of whom and by which evidence. */
export const tellingOf = (body: LeadBody | EventBody, scope: RequestScope, now: Date) => ({
  connectionId: serverConnection,
  mode: modeOf(body, scope),
  told: {
    occurredAt: body.occurredAt ?? now.toISOString(),
    customer: customerOf(body.customer) ?? {},
    evidence: evidenceOf(body, scope),
    ...(body.metadata === undefined ? {} : { metadata: body.metadata }),
  },
});

/** Records it and answers: first 201, then 200. */
export async function answerTold(
  engine: Engine,
  { scope, replay }: Pick<FastifyRequest, 'scope' | 'replay'>,
  reply: FastifyReply,
  record: ToldRecording,
): Promise<FastifyReply> {
  const given = await answerOnce(engine, scope, replay, async (session) => {
    const recorded = await record(session);
    return { status: recorded.deduped ? 200 : 201, body: JSON.stringify(toldOf(recorded, engine.now())) };
  });
  return sendGiven(reply, given);
}

/** What is answered to a lead or event: whom it is credited to, and whether it was known. */
function toldOf(recorded: ToldRecorded, now: Date): LeadAnswer & EventAnswer {
  const { intake, outcome } = recorded;
  const enrollmentId = outcome.standing === 'credited' ? (outcome.decision.shares[0]?.enrollmentId ?? null) : null;
  return {
    id: intake.paymentId,
    ...creditOf(recorded, now),
    enrollmentId,
    affiliateSlug: intake.found.enrollments.find(({ id }) => id === enrollmentId)?.slug ?? null,
    deduped: recorded.deduped,
  };
}
