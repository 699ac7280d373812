import {
  DeliveryDetail,
  DeliveryFilterQuery,
  DeliveryPage,
  DeliveryQuery,
  DeliverySummary,
  IdParams,
} from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import type { Connections } from '../../flows/connections.ts';
import type { Engine } from '../../flows/engine.ts';
import { listDeliveries, readDelivery, summariseDeliveries } from '../../flows/read/read-inbox.ts';
import { replayDelivery } from '../../flows/read/replay-delivery.ts';

const tags = ['Inbox'];

/** `GET /v1/inbox`, `GET /v1/inbox/:id` and `POST /v1/inbox/:id/replay` (F51). */
export function inbox(app: PluginApp, engine: Engine, connections: Connections): void {
  const list = { querystring: DeliveryQuery, response: { 200: DeliveryPage }, tags, summary: 'List deliveries' };
  app.get('/inbox', { schema: list }, async ({ query, scope }) => listDeliveries(engine, scope, query));

  const summary = {
    querystring: DeliveryFilterQuery,
    response: { 200: DeliverySummary },
    tags,
    summary: 'Count them by state',
  };
  app.get('/inbox/summary', { schema: summary }, async ({ query, scope }) => summariseDeliveries(engine, scope, query));

  const one = {
    params: IdParams,
    response: { 200: DeliveryDetail },
    tags,
    summary: 'Read a delivery: its facts, its problem, and its body as received',
  };
  app.get('/inbox/:id', { schema: one, config: { problems: ['not_found'] } }, async ({ params, scope }) =>
    readDelivery(engine, connections, scope, params.id),
  );

  const replay = { ...one, summary: 'Work on a delivery once more, now' };
  const problems = ['not_found', 'illegal_transition'];
  app.post('/inbox/:id/replay', { schema: replay, config: { problems } }, async ({ params, scope }) =>
    replayDelivery(engine, connections, scope, params.id),
  );
}
