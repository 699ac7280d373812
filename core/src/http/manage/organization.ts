import { Organization, OrganizationChange } from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import type { Desk } from '../../flows/manage/desk.ts';
import { changeOrganization, readOrganization } from '../../flows/manage/organization.ts';

const tags = ['Organization'];

/** `/v1/organization`: the one the key belongs to. */
export function organization(app: PluginApp, desk: Desk): void {
  app.get(
    '/organization',
    { schema: { response: { 200: Organization }, tags, summary: 'Show the organization' } },
    async ({ scope }) => readOrganization(desk, scope),
  );
  app.patch(
    '/organization',
    {
      schema: { body: OrganizationChange, response: { 200: Organization }, tags, summary: 'Change the organization' },
      config: { problems: ['stale_version'] },
    },
    async ({ scope, body }) => changeOrganization(desk, scope, body),
  );
}
