import { EventAnswer, EventBody } from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import type { Engine } from '../../flows/engine.ts';
import { recordEvent } from '../../flows/record-event.ts';
import { answerTold, tellingOf } from './told.ts';

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
    const { told, ...input } = tellingOf(body, scope, engine.now());
    return answerTold(engine, request, reply, (session) =>
      recordEvent(engine, session, scope, { ...input, fact: { type: 'event.reported', name: body.name, ...told } }),
    );
  });
}
