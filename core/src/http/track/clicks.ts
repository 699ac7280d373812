import { ClickAnswer, ClickBody } from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import type { ClickFlow } from '../../flows/record-click.ts';
import { modeOf } from './evidence.ts';

/** `POST /v1/clicks` (F7): a click told server to server; durable when it is answered. */
export function clicks(app: PluginApp, flow: ClickFlow): void {
  const schema = { body: ClickBody, response: { 201: ClickAnswer }, tags: ['Tracking'], summary: 'Record a click' };
  const problems = ['unknown_affiliate', 'link_removed', 'key_out_of_scope', 'invalid_time', 'unavailable'];
  app.post('/clicks', { schema, config: { problems } }, async ({ body, scope }, reply) => {
    const { affiliateSlug, sub1, sub2, sub3, sub4, sub5, test: _, ...rest } = body;
    const mode = modeOf(body, scope);
    const subIds = { sub1, sub2, sub3, sub4, sub5 };
    const recorded = await flow.record(scope, { ...rest, slug: affiliateSlug, mode, subIds });
    const { clickId, expiresAt, reason, visitorIgnored } = recorded;
    return reply.code(201).send({
      clickId,
      expiresAt,
      counts: reason === null,
      ...(reason === null ? {} : { reason }),
      ...(visitorIgnored ? { visitorIgnored } : {}),
      isTest: mode === 'test',
    });
  });
}
