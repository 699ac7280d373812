import { FactPage, FactQuery } from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import type { Engine } from '../../flows/engine.ts';
import { listFacts } from '../../flows/read/list-facts.ts';

/** `GET /v1/facts`: what was stated of a payment. */
export function facts(app: PluginApp, engine: Engine): void {
  const schema = {
    querystring: FactQuery,
    response: { 200: FactPage },
    tags: ['Payments'],
    summary: 'List what was stated of a payment',
  };
  app.get('/facts', { schema, config: { problems: ['not_found'] } }, async ({ query, scope }) =>
    listFacts(engine, scope, query),
  );
}
