import { Readable } from 'node:stream';
import {
  Affiliate,
  AffiliateChange,
  AffiliateExportQuery,
  AffiliateFilterQuery,
  AffiliatePage,
  AffiliateQuery,
  AffiliateSummary,
  IdParams,
  NewAffiliate,
} from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import type { Desk } from '../../flows/manage/desk.ts';
import { changeAffiliate } from '../../flows/manage/change-affiliate.ts';
import { createAffiliate } from '../../flows/manage/create-affiliate.ts';
import { exportAffiliates } from '../../flows/manage/export-affiliates.ts';
import { listAffiliates, readAffiliate } from '../../flows/manage/read-affiliates.ts';
import { summariseAffiliates } from '../../flows/manage/summaries.ts';
import { streamed } from '../streamed.ts';

const tags = ['Affiliates'];
const csvAnswer = {
  description:
    'CSV (RFC 4180) of the filtered list, with what each brought and earned so far, live only; amounts as decimals of the home currency.',
  content: { 'text/csv': { schema: { type: 'string' } } },
};

/** `/v1/affiliates`: people and companies. */
export function affiliates(app: PluginApp, desk: Desk): void {
  app.get(
    '/affiliates',
    { schema: { querystring: AffiliateQuery, response: { 200: AffiliatePage }, tags, summary: 'List affiliates' } },
    async ({ scope, query }) => listAffiliates(desk, scope, query),
  );
  app.get(
    '/affiliates/summary',
    {
      schema: {
        querystring: AffiliateFilterQuery,
        response: { 200: AffiliateSummary },
        tags,
        summary: 'Count affiliates by the status of their enrollments',
      },
    },
    async ({ scope, query }) => summariseAffiliates(desk, scope, query),
  );
  app.get(
    '/affiliates.csv',
    {
      schema: {
        querystring: AffiliateExportQuery,
        response: { 200: csvAnswer },
        produces: ['text/csv'],
        tags,
        summary: 'Export affiliates and their figures as CSV',
      },
      exposeHeadRoute: false,
    },
    async ({ scope, query }, reply) =>
      reply
        .type('text/csv; charset=utf-8; header=present')
        .header('content-disposition', 'attachment; filename="affiliates.csv"')
        .header('cache-control', 'no-store')
        .send(Readable.from(await streamed(exportAffiliates(desk, scope, query)))),
  );
  app.post(
    '/affiliates',
    {
      schema: { body: NewAffiliate, response: { 201: Affiliate }, tags, summary: 'Add an affiliate' },
      config: { problems: ['already_exists'] },
    },
    async ({ scope, body }, reply) => reply.code(201).send(await createAffiliate(desk, scope, body)),
  );
  app.get(
    '/affiliates/:id',
    {
      schema: { params: IdParams, response: { 200: Affiliate }, tags, summary: 'Show an affiliate' },
      config: { problems: ['not_found'] },
    },
    async ({ scope, params }) => readAffiliate(desk, scope, params.id),
  );
  app.patch(
    '/affiliates/:id',
    {
      schema: {
        params: IdParams,
        body: AffiliateChange,
        response: { 200: Affiliate },
        tags,
        summary: 'Change an affiliate',
      },
      config: { problems: ['not_found', 'stale_version', 'already_exists'] },
    },
    async ({ scope, params, body }) => changeAffiliate(desk, scope, params.id, body),
  );
}
