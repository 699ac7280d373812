import { IdParams, Link, LinkChange, LinkPage, LinkQuery, NewLink } from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import type { Desk } from '../../flows/manage/desk.ts';
import { changeLink } from '../../flows/manage/change-link.ts';
import { createLink } from '../../flows/manage/create-link.ts';
import { listLinks, readLink } from '../../flows/manage/read-links.ts';

const tags = ['Links'];

/** `/v1/links`: tracked addresses (F10). */
export function links(app: PluginApp, desk: Desk): void {
  app.get(
    '/links',
    { schema: { querystring: LinkQuery, response: { 200: LinkPage }, tags, summary: 'List links' } },
    async ({ scope, query }) => listLinks(desk, scope, query),
  );
  app.post(
    '/links',
    {
      schema: { body: NewLink, response: { 201: Link }, tags, summary: 'Add a link' },
      config: { problems: ['unknown_reference', 'not_creditable', 'already_exists'] },
    },
    async ({ scope, body }, reply) => reply.code(201).send(await createLink(desk, scope, body)),
  );
  app.get(
    '/links/:id',
    {
      schema: { params: IdParams, response: { 200: Link }, tags, summary: 'Show a link' },
      config: { problems: ['not_found'] },
    },
    async ({ scope, params }) => readLink(desk, scope, params.id),
  );
  app.patch(
    '/links/:id',
    {
      schema: { params: IdParams, body: LinkChange, response: { 200: Link }, tags, summary: 'Change a link' },
      config: { problems: ['not_found', 'stale_version', 'already_exists'] },
    },
    async ({ scope, params, body }) => changeLink(desk, scope, params.id, body),
  );
}
