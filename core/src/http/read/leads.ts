import { Readable } from 'node:stream';
import {
  IdParams,
  LeadBulk,
  LeadBulkResult,
  LeadExportQuery,
  LeadFilterQuery,
  LeadPage,
  LeadQuery,
  LeadSummary,
  ManualChange,
  ReasonBody,
} from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import type { Engine } from '../../flows/engine.ts';
import { judgeLead } from '../../flows/judge-lead.ts';
import { judgeManyLeads } from '../../flows/judge-many-leads.ts';
import { exportLeads } from '../../flows/read/export-leads.ts';
import { listLeads, summariseLeads } from '../../flows/read/list-leads.ts';
import { streamed } from '../streamed.ts';
import { changedBy } from './changed.ts';

const tags = ['Sales'];
const scoped = { problems: ['key_out_of_scope'] };

const summaries = {
  validate: 'Validate a lead: it earns where the terms ask for that',
  reject: 'Reject a lead: it earns nothing',
} as const;

/** `GET /v1/leads`, its counts and CSV; `POST /v1/leads/:id/validate`, `…/reject` and many at once: each a fact with actor and reason (C3). */
export function leads(app: PluginApp, engine: Engine): void {
  const list = {
    querystring: LeadQuery,
    response: { 200: LeadPage },
    tags,
    summary: 'List leads, and what was said of them',
  };
  app.get('/leads', { schema: list, config: scoped }, async ({ query, scope }) => listLeads(engine, scope, query));

  const summary = {
    querystring: LeadFilterQuery,
    response: { 200: LeadSummary },
    tags,
    summary: 'Count them by state',
  };
  app.get('/leads/summary', { schema: summary, config: scoped }, async ({ query, scope }) =>
    summariseLeads(engine, scope, query),
  );

  const csv = {
    querystring: LeadExportQuery,
    response: {
      200: {
        description:
          'CSV (RFC 4180) of the filtered list, a row for each credit. A download that ends early was broken off.',
        content: { 'text/csv': { schema: { type: 'string' } } },
      },
    },
    produces: ['text/csv'],
    tags,
    summary: 'Export them as CSV',
  };
  app.get('/leads.csv', { schema: csv, config: scoped, exposeHeadRoute: false }, async (request, reply) => {
    const pieces = await streamed(exportLeads(engine, request.scope, request.query));
    return reply
      .type('text/csv; charset=utf-8; header=present')
      .header('content-disposition', 'attachment; filename="leads.csv"')
      .header('cache-control', 'no-store')
      .send(Readable.from(pieces));
  });

  for (const move of ['validate', 'reject'] as const) {
    const schema = {
      params: IdParams,
      body: ReasonBody,
      response: { 200: ManualChange },
      tags,
      summary: summaries[move],
    };
    const config = { problems: ['not_found', 'illegal_transition'] };
    app.post(`/leads/:id/${move}`, { schema, config }, async ({ params, body, scope }) =>
      changedBy(await judgeLead(engine, { ...scope, reason: body.reason }, params.id, move), engine.now()),
    );
  }

  const many = {
    body: LeadBulk,
    response: { 200: LeadBulkResult },
    tags,
    summary: 'Judge many leads, with a result each',
  };
  app.post('/leads/bulk', { schema: many }, async ({ body, scope }) => judgeManyLeads(engine, scope, body));
}
