import {
  Campaign,
  CampaignChange,
  CampaignPage,
  CampaignQuery,
  IdParams,
  NewCampaign,
} from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import type { Desk } from '../../flows/manage/desk.ts';
import { changeCampaign } from '../../flows/manage/change-campaign.ts';
import { createCampaign } from '../../flows/manage/create-campaign.ts';
import { listCampaigns, readCampaign } from '../../flows/manage/read-campaigns.ts';

const tags = ['Campaigns'];

/** `/v1/campaigns`: the rules affiliates join. Their state is one of their members (A10). */
export function campaigns(app: PluginApp, desk: Desk): void {
  app.get(
    '/campaigns',
    { schema: { querystring: CampaignQuery, response: { 200: CampaignPage }, tags, summary: 'List campaigns' } },
    async ({ scope, query }) => listCampaigns(desk, scope, query),
  );
  app.post(
    '/campaigns',
    {
      schema: { body: NewCampaign, response: { 201: Campaign }, tags, summary: 'Add a campaign' },
      config: { problems: ['already_exists', 'invalid_terms'] },
    },
    async ({ scope, body }, reply) => reply.code(201).send(await createCampaign(desk, scope, body)),
  );
  app.get(
    '/campaigns/:id',
    {
      schema: { params: IdParams, response: { 200: Campaign }, tags, summary: 'Show a campaign' },
      config: { problems: ['not_found'] },
    },
    async ({ scope, params }) => readCampaign(desk, scope, params.id),
  );
  app.patch(
    '/campaigns/:id',
    {
      schema: {
        params: IdParams,
        body: CampaignChange,
        response: { 200: Campaign },
        tags,
        summary: 'Change a campaign',
      },
      config: { problems: ['not_found', 'stale_version', 'illegal_transition'] },
    },
    async ({ scope, params, body }) => changeCampaign(desk, scope, params.id, body),
  );
}
