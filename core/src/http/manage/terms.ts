import type { TSchema } from '@sinclair/typebox';
import {
  CampaignTermsPage,
  CampaignTermsVersion,
  IdParams,
  NewCampaignTerms,
  NewPartialTerms,
  PartialTermsPage,
  PartialTermsVersion,
  TermsQuery,
} from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import { addCampaignTerms } from '../../flows/manage/add-campaign-terms.ts';
import { addEnrollmentTerms, addGroupTerms } from '../../flows/manage/add-partial-terms.ts';
import type { Desk } from '../../flows/manage/desk.ts';
import { listCampaignTerms, listEnrollmentTerms, listGroupTerms } from '../../flows/manage/list-terms.ts';

const tags = ['Terms'];

/** `/v1/…/:id/terms`: numbered versions, never changed, of a campaign, a group or one enrollment (C1). */
export function terms(app: PluginApp, desk: Desk): void {
  app.get('/campaigns/:id/terms', listing('a campaign', CampaignTermsPage), async ({ scope, params, query }) =>
    listCampaignTerms(desk, scope, params.id, query),
  );
  app.post(
    '/campaigns/:id/terms',
    adding('a campaign', NewCampaignTerms, CampaignTermsVersion),
    async (request, reply) =>
      reply.code(201).send(await addCampaignTerms(desk, request.scope, request.params.id, request.body)),
  );
  app.get('/groups/:id/terms', listing('a group', PartialTermsPage), async ({ scope, params, query }) =>
    listGroupTerms(desk, scope, params.id, query),
  );
  app.post('/groups/:id/terms', adding('a group', NewPartialTerms, PartialTermsVersion), async (request, reply) =>
    reply.code(201).send(await addGroupTerms(desk, request.scope, request.params.id, request.body)),
  );
  app.get('/enrollments/:id/terms', listing('an enrollment', PartialTermsPage), async ({ scope, params, query }) =>
    listEnrollmentTerms(desk, scope, params.id, query),
  );
  app.post(
    '/enrollments/:id/terms',
    adding('an enrollment', NewPartialTerms, PartialTermsVersion),
    async (request, reply) =>
      reply.code(201).send(await addEnrollmentTerms(desk, request.scope, request.params.id, request.body)),
  );
}

const listing = <P extends TSchema>(of: string, page: P) => ({
  schema: {
    params: IdParams,
    querystring: TermsQuery,
    response: { 200: page },
    tags,
    summary: `List the versions of terms of ${of}`,
  },
  config: { problems: ['not_found'] },
});

const adding = <B extends TSchema, V extends TSchema>(of: string, body: B, version: V) => ({
  schema: { params: IdParams, body, response: { 201: version }, tags, summary: `Add a version to the terms of ${of}` },
  config: { problems: ['not_found', 'invalid_terms', 'stale_version'] },
});
