import {
  Connection,
  ConnectionChange,
  ConnectionPage,
  ConnectionQuery,
  ConnectionSetup,
  IdParams,
  NewConnection,
  SetupRequest,
} from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import type { Desk } from '../../flows/manage/desk.ts';
import { changeConnection } from '../../flows/manage/change-connection.ts';
import { connectProcessor } from '../../flows/manage/connect-processor.ts';
import { listConnections, readConnection } from '../../flows/manage/read-connections.ts';
import { setUpConnection } from '../../flows/manage/set-up-connection.ts';
import { refuseLive } from './refuse-live.ts';

const tags = ['Connections'];

/** `/v1/connections`: accounts of processors. Secrets go in and never come out. */
export function connections(app: PluginApp, desk: Desk): void {
  app.get(
    '/connections',
    { schema: { querystring: ConnectionQuery, response: { 200: ConnectionPage }, tags, summary: 'List connections' } },
    async ({ scope, query }) => listConnections(desk, scope, query),
  );
  app.post(
    '/connections',
    {
      schema: { body: NewConnection, response: { 201: Connection }, tags, summary: 'Add a connection' },
      config: { problems: ['invalid_settings'] },
    },
    async ({ scope, body }, reply) => {
      refuseLive(scope, body.mode, 'connections');
      return reply.code(201).send(await connectProcessor(desk, scope, body));
    },
  );
  app.get(
    '/connections/:id',
    {
      schema: { params: IdParams, response: { 200: Connection }, tags, summary: 'Show a connection' },
      config: { problems: ['not_found'] },
    },
    async ({ scope, params }) => readConnection(desk, scope, params.id),
  );
  app.patch(
    '/connections/:id',
    {
      schema: {
        params: IdParams,
        body: ConnectionChange,
        response: { 200: Connection },
        tags,
        summary: 'Change a connection',
      },
      config: { problems: ['not_found', 'stale_version', 'invalid_settings'] },
    },
    async ({ scope, params, body }) => {
      if (scope.mode === 'test') refuseLive(scope, (await readConnection(desk, scope, params.id)).mode, 'connections');
      return changeConnection(desk, scope, params.id, body);
    },
  );
  app.post(
    '/connections/:id/setup',
    {
      schema: {
        params: IdParams,
        body: SetupRequest,
        response: { 200: ConnectionSetup },
        tags,
        summary: 'Have the processor deliver to a connection',
      },
      config: {
        problems: ['not_found', 'invalid_settings', 'processor_credentials', 'processor_refused', 'key_out_of_scope'],
      },
    },
    async ({ scope, params, body }) => {
      if (scope.mode === 'test') refuseLive(scope, (await readConnection(desk, scope, params.id)).mode, 'connections');
      return setUpConnection(desk, scope, params.id, body);
    },
  );
}
