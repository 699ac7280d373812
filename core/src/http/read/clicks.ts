import { Readable } from 'node:stream';
import { ClickExportQuery, ClickPage, ClickQuery } from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import type { Engine } from '../../flows/engine.ts';
import { exportClicks, listClicks } from '../../flows/read/list-clicks.ts';
import { streamed } from '../streamed.ts';

const tags = ['Clicks'];
const problems = ['key_out_of_scope'];

/** `GET /v1/clicks` and `/v1/clicks.csv` (F12). */
export function clickLists(app: PluginApp, engine: Engine): void {
  const list = {
    querystring: ClickQuery,
    response: { 200: ClickPage },
    tags,
    summary: 'List clicks, which of them count, and why the others do not',
  };
  app.get('/clicks', { schema: list, config: { problems } }, async ({ query, scope }) =>
    listClicks(engine, scope, query),
  );

  const csv = {
    querystring: ClickExportQuery,
    response: {
      200: {
        description: 'CSV (RFC 4180) of the filtered list. A download that ends early was broken off.',
        content: { 'text/csv': { schema: { type: 'string' } } },
      },
    },
    produces: ['text/csv'],
    tags,
    summary: 'Export them as CSV',
  };
  // Asking for the headers alone must not read every row.
  app.get('/clicks.csv', { schema: csv, config: { problems }, exposeHeadRoute: false }, async (request, reply) => {
    const pieces = await streamed(exportClicks(engine, request.scope, request.query));
    return reply
      .type('text/csv; charset=utf-8; header=present')
      .header('content-disposition', 'attachment; filename="clicks.csv"')
      .header('cache-control', 'no-store')
      .send(Readable.from(pieces));
  });
}
