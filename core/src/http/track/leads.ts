import { LeadAnswer, LeadBody } from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import type { Engine } from '../../flows/engine.ts';
import { recordLead } from '../../flows/record-lead.ts';
import { answerTold, tellingOf } from './told.ts';

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
    const { told, ...input } = tellingOf(body, scope, engine.now());
    return answerTold(engine, request, reply, (session) =>
      recordLead(engine, session, scope, { ...input, fact: { type: 'lead.captured', via: 'api', ...told } }),
    );
  });
}
