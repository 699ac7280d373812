import { LeadAnswer, LeadBody } from '../../contract/api/index.ts';
import type { LeadCaptured } from '../../contract/facts.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import { answerOnce } from '../../flows/answer-once.ts';
import type { Engine } from '../../flows/engine.ts';
import { recordLead, serverConnection } from '../../flows/record-lead.ts';
import { sendGiven } from './answer.ts';
import { toldOf } from './told.ts';
import { customerOf, evidenceOf, modeOf } from './evidence.ts';
import type { RequestScope } from '../request.ts';

/** `POST /v1/leads` (F31). The same customer again is the same lead: first 201, then 200. */
export function leads(app: PluginApp, engine: Engine): void {
  const schema = {
    body: LeadBody,
    response: { 200: LeadAnswer, 201: LeadAnswer },
    tags: ['Tracking'],
    summary: 'Record a lead',
  };
  const problems = ['unknown_affiliate', 'unknown_campaign'];
  app.post('/leads', { schema, config: { replay: 'flow', problems } }, async (request, reply) => {
    const { body, scope } = request;
    const given = await answerOnce(engine, scope, request.replay, async (session) => {
      const input = {
        connectionId: serverConnection,
        mode: modeOf(body, scope),
        fact: factOf(body, scope, engine.now()),
      };
      const recorded = await recordLead(engine, session, scope, input);
      return { status: recorded.deduped ? 200 : 201, body: JSON.stringify(toldOf(recorded, engine.now())) };
    });
    return sendGiven(reply, given);
  });
}

const factOf = (body: LeadBody, scope: RequestScope, now: Date): LeadCaptured => ({
  type: 'lead.captured',
  via: 'api',
  occurredAt: body.occurredAt ?? now.toISOString(),
  customer: customerOf(body.customer) ?? {},
  evidence: evidenceOf(body, scope),
  ...(body.metadata === undefined ? {} : { metadata: body.metadata }),
});
