import { Overview, OverviewQuery } from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import type { Engine } from '../../flows/engine.ts';
import { readOverview } from '../../flows/read/overview.ts';

/** `GET /v1/overview` (UI, 5). */
export function overview(app: PluginApp, engine: Engine): void {
  const schema = {
    querystring: OverviewQuery,
    response: { 200: Overview },
    tags: ['Overview'],
    summary: 'What happened against the days before, and what needs somebody',
  };
  app.get('/overview', { schema, config: { problems: ['key_out_of_scope'] } }, async ({ query, scope }) =>
    readOverview(engine, scope, query),
  );
}
