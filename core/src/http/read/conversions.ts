import { Readable } from 'node:stream';
import {
  ConversionExportQuery,
  ConversionFilterQuery,
  ConversionPage,
  ConversionQuery,
  ConversionSummary,
} from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import type { Engine } from '../../flows/engine.ts';
import { exportConversions } from '../../flows/read/export-conversions.ts';
import { listConversions } from '../../flows/read/list-conversions.ts';
import { summariseConversions } from '../../flows/read/summarise-conversions.ts';
import { streamed } from '../streamed.ts';

const tags = ['Sales'];
const problems = ['key_out_of_scope'];

/** `GET /v1/conversions`, `/v1/conversions/summary` (F92) and `/v1/conversions.csv` (F91): one filter for all three. */
export function conversions(app: PluginApp, engine: Engine): void {
  const list = {
    querystring: ConversionQuery,
    response: { 200: ConversionPage },
    tags,
    summary: 'List sales, renewals and leads that are credited',
  };
  app.get('/conversions', { schema: list, config: { problems } }, async ({ query, scope }) =>
    listConversions(engine, scope, query),
  );

  const summary = {
    querystring: ConversionFilterQuery,
    response: { 200: ConversionSummary },
    tags,
    summary: 'Count them by type and status, with totals per currency',
  };
  app.get('/conversions/summary', { schema: summary, config: { problems } }, async ({ query, scope }) =>
    summariseConversions(engine, scope, query),
  );

  const csv = {
    querystring: ConversionExportQuery,
    response: {
      200: {
        description:
          'CSV (RFC 4180) of the filtered list, amounts as decimals. A download that ends early was broken off: its connection is cut.',
        content: { 'text/csv': { schema: { type: 'string' } } },
      },
    },
    produces: ['text/csv'],
    tags,
    summary: 'Export them as CSV',
  };
  // Asking for the headers alone must not read every row.
  app.get('/conversions.csv', { schema: csv, config: { problems }, exposeHeadRoute: false }, async (request, reply) => {
    const pieces = await streamed(exportConversions(engine, request.scope, request.query));
    return reply
      .type('text/csv; charset=utf-8; header=present')
      .header('content-disposition', 'attachment; filename="conversions.csv"')
      .header('cache-control', 'no-store')
      .send(Readable.from(pieces));
  });
}
