import { Backfill, BackfillPage, BackfillQuery, IdParams, NewBackfill } from '../../contract/api/index.ts';
import { Problem } from '../../contract/errors.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import type { BackfillsByHand } from '../../flows/backfills-by-hand.ts';
import type { Desk } from '../../flows/manage/desk.ts';
import { readConnection } from '../../flows/manage/read-connections.ts';
import { listBackfills, readBackfill } from '../../flows/read/read-backfills.ts';
import { refuseLive } from './refuse-live.ts';

const tags = ['Connections'];

/** `/v1/connections/:id/backfills`: what was read from a processor, and a read by hand (F50). */
export function backfills(app: PluginApp, desk: Desk, byHand: BackfillsByHand): void {
  const list = {
    params: IdParams,
    querystring: BackfillQuery,
    response: { 200: BackfillPage },
    tags,
    summary: 'List reads of a processor, and what its webhooks had missed',
  };
  app.get(
    '/connections/:id/backfills',
    { schema: list, config: { problems: ['not_found'] } },
    async ({ params, query, scope }) => listBackfills(desk.engine, scope, params.id, query),
  );

  const begin = {
    params: IdParams,
    body: NewBackfill,
    response: { 202: Backfill },
    tags,
    summary: 'Read a processor for what its webhooks missed; watch it in the list',
  };
  app.post(
    '/connections/:id/backfills',
    { schema: begin, config: { problems: ['not_found', 'invalid_settings', 'illegal_transition'] } },
    async ({ params, body, scope }, reply) => {
      const { mode } = await readConnection(desk, scope, params.id);
      if (scope.mode === 'test') refuseLive(scope, mode, 'connections');
      const now = desk.engine.now();
      const since = new Date(body.since);
      const until = body.until === undefined ? now : new Date(body.until);
      if (since >= until) throw early();
      const id = await byHand.begin(scope, params.id, since, until);
      return reply.code(202).send(await readBackfill(desk.engine, scope, id));
    },
  );
}

const early = (): Problem =>
  new Problem('invalid_request', 'In the body: /since must lie before until.', {
    errors: [{ in: 'body', path: '/since', message: 'must lie before until' }],
  });
