import { AuditPage, AuditQuery } from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import type { Desk } from '../../flows/manage/desk.ts';
import { listAudit } from '../../flows/manage/list-audit.ts';

/** `GET /v1/audit`: who changed what, the newest first (F140). */
export function audit(app: PluginApp, desk: Desk): void {
  app.get(
    '/audit',
    { schema: { querystring: AuditQuery, response: { 200: AuditPage }, tags: ['Audit'], summary: 'List changes' } },
    async ({ scope, query }) => listAudit(desk, scope, query),
  );
}
