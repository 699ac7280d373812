import { AffiliateFiguresList, AffiliateFiguresQuery } from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import type { Engine } from '../../flows/engine.ts';
import { affiliateFigures as read } from '../../flows/read/affiliate-figures.ts';

/** `GET /v1/affiliates/figures` (F102). Apart from the list, which does not wait for it. */
export function affiliateFigures(app: PluginApp, engine: Engine): void {
  const schema = {
    querystring: AffiliateFiguresQuery,
    response: { 200: AffiliateFiguresList },
    tags: ['Affiliates'],
    summary: 'What affiliates brought and earned so far',
  };
  app.get('/affiliates/figures', { schema }, async ({ query, scope }) => read(engine, scope, query));
}
