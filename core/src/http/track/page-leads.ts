import { PageLeadAnswer, PageLeadBody } from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import type { Engine } from '../../flows/engine.ts';
import { recordPageLead } from '../../flows/record-page-lead.ts';

const mayCall = {
  'access-control-allow-methods': 'POST',
  'access-control-allow-headers': 'content-type',
  'access-control-max-age': '600',
} as const;

/** `POST /t/:key/leads` (F8), which `fairlead.lead()` of the tracker script calls; whose key it is was settled in front (page-door.ts). */
export function pageLeads(app: PluginApp, engine: Engine): void {
  const schema = { body: PageLeadBody, response: { 202: PageLeadAnswer }, hide: true };
  app.post('/:key/leads', { schema }, async ({ body, scope, headers }, reply) => {
    const { customer, clickId, consent = false } = body;
    // A9: the browser's own signal has the last word.
    const optedOut = headers['sec-gpc'] === '1' || headers['dnt'] === '1';
    const reason = optedOut ? 'opted_out' : await recordPageLead(engine, scope, { customer, clickId, consent });
    const isTest = scope.mode === 'test';
    return reply.code(202).send(reason === null ? { received: true, isTest } : { received: false, reason, isTest });
  });

  app.options('/:key/leads', { schema: { hide: true } }, (_request, reply) => reply.code(204).headers(mayCall).send());
}
