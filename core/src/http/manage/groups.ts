import { Group, GroupChange, GroupPage, GroupQuery, IdParams, NewGroup } from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import type { Desk } from '../../flows/manage/desk.ts';
import { changeGroup } from '../../flows/manage/change-group.ts';
import { createGroup } from '../../flows/manage/create-group.ts';
import { listGroups, readGroup } from '../../flows/manage/read-groups.ts';

const tags = ['Groups'];

/** `/v1/groups`: affiliates of one campaign who share terms (C1). */
export function groups(app: PluginApp, desk: Desk): void {
  app.get(
    '/groups',
    { schema: { querystring: GroupQuery, response: { 200: GroupPage }, tags, summary: 'List groups' } },
    async ({ scope, query }) => listGroups(desk, scope, query),
  );
  app.post(
    '/groups',
    {
      schema: { body: NewGroup, response: { 201: Group }, tags, summary: 'Add a group' },
      config: { problems: ['unknown_reference', 'already_exists', 'invalid_terms'] },
    },
    async ({ scope, body }, reply) => reply.code(201).send(await createGroup(desk, scope, body)),
  );
  app.get(
    '/groups/:id',
    {
      schema: { params: IdParams, response: { 200: Group }, tags, summary: 'Show a group' },
      config: { problems: ['not_found'] },
    },
    async ({ scope, params }) => readGroup(desk, scope, params.id),
  );
  app.patch(
    '/groups/:id',
    {
      schema: { params: IdParams, body: GroupChange, response: { 200: Group }, tags, summary: 'Change a group' },
      config: { problems: ['not_found', 'stale_version', 'already_exists'] },
    },
    async ({ scope, params, body }) => changeGroup(desk, scope, params.id, body),
  );
}
