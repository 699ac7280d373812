import { Readable } from 'node:stream';
import {
  Backtest,
  BacktestPage,
  BacktestQuery,
  BacktestRowPage,
  BacktestRowQuery,
  IdParams,
  NewBacktest,
} from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import { cancelBacktest } from '../../flows/backtests/cancel.ts';
import { exportBacktest } from '../../flows/backtests/export.ts';
import { orderBacktest } from '../../flows/backtests/order.ts';
import { listBacktestRows, listBacktests, readBacktest } from '../../flows/backtests/read.ts';
import type { Desk } from '../../flows/manage/desk.ts';
import type { RequestScope } from '../request.ts';
import { streamed } from '../streamed.ts';
import { refuseLive } from './refuse-live.ts';

const tags = ['Backtests'];

/** Its figures are of live sales (C9). */
const live = (scope: RequestScope): RequestScope => {
  refuseLive(scope, 'live', 'backtests');
  return scope;
};

/** `/v1/backtests`: other terms tried on history, as jobs. Nothing is posted. */
export function backtests(app: PluginApp, desk: Desk): void {
  const { engine } = desk;
  const out = ['key_out_of_scope'];
  const gone = ['not_found', ...out];

  const list = { querystring: BacktestQuery, response: { 200: BacktestPage }, tags, summary: 'List backtests' };
  app.get('/backtests', { schema: list, config: { problems: out } }, async ({ scope, query }) =>
    listBacktests(engine, live(scope), query),
  );

  const order = { body: NewBacktest, response: { 202: Backtest }, tags, summary: 'Try draft terms on history' };
  const refusals = ['unknown_reference', 'invalid_terms', 'too_many_requests', ...out];
  app.post('/backtests', { schema: order, config: { problems: refusals } }, async ({ scope, body }, reply) =>
    reply.code(202).send(await orderBacktest(desk, live(scope), body)),
  );

  const one = { params: IdParams, response: { 200: Backtest }, tags };
  const show = { ...one, summary: 'Show a backtest: how far it is, and its totals' };
  app.get('/backtests/:id', { schema: show, config: { problems: gone } }, async ({ scope, params }) =>
    readBacktest(engine, live(scope), params.id),
  );
  const cancel = { ...one, summary: 'Cancel a backtest that waits or runs' };
  const endings = ['illegal_transition', ...gone];
  app.post('/backtests/:id/cancel', { schema: cancel, config: { problems: endings } }, async ({ scope, params }) =>
    cancelBacktest(engine, live(scope), params.id),
  );

  const rows = {
    params: IdParams,
    querystring: BacktestRowQuery,
    response: { 200: BacktestRowPage },
    tags,
    summary: 'What each affiliate would have earned, the largest difference first',
  };
  app.get('/backtests/:id/affiliates', { schema: rows, config: { problems: gone } }, async ({ scope, params, query }) =>
    listBacktestRows(engine, live(scope), params.id, query),
  );

  const csv = {
    params: IdParams,
    response: {
      200: {
        description: 'CSV (RFC 4180), amounts as decimals.',
        content: { 'text/csv': { schema: { type: 'string' } } },
      },
    },
    produces: ['text/csv'],
    tags,
    summary: 'Export them as CSV',
  };
  const config = { problems: gone };
  app.get(
    '/backtests/:id/affiliates.csv',
    { schema: csv, config, exposeHeadRoute: false },
    async ({ scope, params }, reply) =>
      reply
        .type('text/csv; charset=utf-8; header=present')
        .header('content-disposition', 'attachment; filename="backtest.csv"')
        .header('cache-control', 'no-store')
        .send(Readable.from(await streamed(exportBacktest(engine, live(scope), params.id)))),
  );
}
