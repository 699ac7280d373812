import { Readable } from 'node:stream';
import {
  DeliveryDetail,
  DeliveryExportQuery,
  DeliveryFilterQuery,
  DeliveryPage,
  DeliveryQuery,
  DeliverySummary,
  DeliveryTry,
  IdParams,
  ReplayBody,
  ReplayedMany,
} from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import type { Connections } from '../../flows/connections.ts';
import type { Engine } from '../../flows/engine.ts';
import { listDeliveries, readDelivery, summariseDeliveries } from '../../flows/read/read-inbox.ts';
import { exportDeliveries } from '../../flows/read/export-deliveries.ts';
import { replayMany } from '../../flows/read/replay-many.ts';
import { tryDelivery } from '../../flows/read/try-delivery.ts';
import { streamed } from '../streamed.ts';
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

  const csv = {
    querystring: DeliveryExportQuery,
    response: {
      200: {
        description: 'CSV (RFC 4180) of the filtered list, without bodies. A download that ends early was broken off.',
        content: { 'text/csv': { schema: { type: 'string' } } },
      },
    },
    produces: ['text/csv'],
    tags,
    summary: 'Export them as CSV',
  };
  app.get('/inbox.csv', { schema: csv, exposeHeadRoute: false }, async (request, reply) => {
    const pieces = await streamed(exportDeliveries(engine, request.scope, request.query));
    return reply
      .type('text/csv; charset=utf-8; header=present')
      .header('content-disposition', 'attachment; filename="inbox.csv"')
      .header('cache-control', 'no-store')
      .send(Readable.from(pieces));
  });

  const one = {
    params: IdParams,
    response: { 200: DeliveryDetail },
    tags,
    summary: 'Read a delivery: its facts, its problem, and its body as received',
  };
  app.get('/inbox/:id', { schema: one, config: { problems: ['not_found'] } }, async ({ params, scope }) =>
    readDelivery(engine, connections, scope, params.id),
  );

  const tried = {
    params: IdParams,
    response: { 200: DeliveryTry },
    tags,
    summary: 'Tell what a replay would do, and keep nothing of it',
  };
  const problems = ['not_found', 'illegal_transition'];
  app.post('/inbox/:id/try', { schema: tried, config: { problems } }, async ({ params, scope }) =>
    tryDelivery(engine, connections, scope, params.id),
  );

  const many = {
    body: ReplayBody,
    response: { 200: ReplayedMany },
    tags,
    summary: 'Work on several deliveries once more, now, with a result for each that time was left for',
  };
  app.post('/inbox/replay', { schema: many }, async ({ body, scope }) => replayMany(engine, connections, scope, body));

  const replay = { ...one, summary: 'Work on a delivery once more, now' };
  app.post('/inbox/:id/replay', { schema: replay, config: { problems } }, async ({ params, scope }) =>
    replayDelivery(engine, connections, scope, params.id),
  );
}
