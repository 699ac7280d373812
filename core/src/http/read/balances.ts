import { BalancePage, BalanceQuery } from '../../contract/api/index.ts';
import type { PluginApp } from '../../contract/plugin.ts';
import type { Engine } from '../../flows/engine.ts';
import { listBalances } from '../../flows/read/list-balances.ts';

/** `GET /v1/balances` (M4). */
export function balances(app: PluginApp, engine: Engine): void {
  const schema = {
    querystring: BalanceQuery,
    response: { 200: BalancePage },
    tags: ['Ledger'],
    summary: 'What each affiliate has pending, payable and on its way, per currency',
  };
  app.get('/balances', { schema }, async ({ query, scope }) => listBalances(engine, scope, query));
}
