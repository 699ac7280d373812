import { ConnectionSchemas, PluginList, ServerSettings, TermsSchemas } from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';

/** What is loaded, told once at start: it does not change while the server runs. */
export interface Loadout {
  readonly plugins: PluginList['data'];
  readonly terms: TermsSchemas;
  readonly connections: ConnectionSchemas;
  /** Asked for each time: a port that is taken at random is known only after listening. */
  readonly server: () => ServerSettings;
}

const tags = ['Plugins'];

/** `GET /v1/plugins`, `/v1/schemas/terms`, `/v1/schemas/connections`, `/v1/server`: what runs, and what forms are drawn from (UI, 7). */
export function about(app: PluginApp, { plugins, terms, connections, server }: Loadout): void {
  const list = { response: { 200: PluginList }, tags, summary: 'List the plugins that are loaded, with their options' };
  app.get('/plugins', { schema: list }, async () => ({ data: plugins }));
  const ofTerms = { response: { 200: TermsSchemas }, tags, summary: 'Schemas that forms of terms are drawn from' };
  app.get('/schemas/terms', { schema: ofTerms }, async () => terms);
  const ofConnections = {
    response: { 200: ConnectionSchemas },
    tags,
    summary: 'Schemas that forms of connections are drawn from',
  };
  app.get('/schemas/connections', { schema: ofConnections }, async () => connections);
  const ofServer = {
    response: { 200: ServerSettings },
    tags: ['Organization'],
    summary: 'Show the settings of the server that a brand notices',
  };
  app.get('/server', { schema: ofServer }, async () => server());
}
