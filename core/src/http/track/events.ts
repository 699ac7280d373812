import { EventAnswer, EventBody } from '../../contract/api/index.ts';
import type { EventReported } from '../../contract/facts.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import { answerOnce } from '../../flows/answer-once.ts';
import type { Engine } from '../../flows/engine.ts';
import { recordEvent } from '../../flows/record-event.ts';
import { serverConnection } from '../../flows/record-told.ts';
import { sendGiven } from './answer.ts';
import { customerOf, evidenceOf, modeOf } from './evidence.ts';
import { toldOf } from './told.ts';
import type { RequestScope } from '../request.ts';

/** `POST /v1/events` (F38). The same event of the same customer again is the same one: first 201, then 200. */
export function events(app: PluginApp, engine: Engine): void {
  const schema = {
    body: EventBody,
    response: { 200: EventAnswer, 201: EventAnswer },
    tags: ['Tracking'],
    summary: 'Record a customer event',
  };
  const problems = ['unknown_affiliate', 'unknown_campaign'];
  app.post('/events', { schema, config: { replay: 'flow', problems } }, async (request, reply) => {
    const { body, scope } = request;
    const given = await answerOnce(engine, scope, request.replay, async (session) => {
      const input = {
        connectionId: serverConnection,
        mode: modeOf(body, scope),
        fact: factOf(body, scope, engine.now()),
      };
      const recorded = await recordEvent(engine, session, scope, input);
      return { status: recorded.deduped ? 200 : 201, body: JSON.stringify(toldOf(recorded, engine.now())) };
    });
    return sendGiven(reply, given);
  });
}

const factOf = (body: EventBody, scope: RequestScope, now: Date): EventReported => ({
  type: 'event.reported',
  name: body.name,
  occurredAt: body.occurredAt ?? now.toISOString(),
  customer: customerOf(body.customer) ?? {},
  evidence: evidenceOf(body, scope),
  ...(body.metadata === undefined ? {} : { metadata: body.metadata }),
});
