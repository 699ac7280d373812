import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import t from 'tap';
import type { BalancePage, ConversionPage, Explanation } from '@fairlead/core/api';
import { startServer } from '../../../test/fixtures/running-server.ts';
import { openApi } from '../src/api.ts';

const main = path.resolve(import.meta.dirname, '../src/main.ts');
const server = await startServer(t);
const api = openApi(server.url, server.liveKey);
const run = (env: Record<string, string>) =>
  promisify(execFile)(process.execPath, [main], { env: { PATH: process.env['PATH'], ...env } });

t.test('C2, R1: 100.00 at 20% is 20.00; 33.00 refunded leave 13.40, in print and in the ledger', async (t) => {
  const { stdout } = await run({ FAIRLEAD: server.url, KEY: server.liveKey });
  t.match(stdout, /^sale +100\.00 USD, credited: \S+ has 20\.00 USD$/m);
  t.match(stdout, /^refund +33\.00 USD went back: \S+ has 13\.40 USD$/m);
  t.match(stdout, /^balance +13\.40 USD pending$/m);

  const { data } = await api.get<ConversionPage>('/v1/conversions');
  t.match(data, [{ amount: 10_000, refundedAmount: 3_300, commission: 2_000, reversedCommission: 660 }]);
  t.equal(data.length, 1);
  const { lines, postings } = await api.get<Explanation>(`/v1/conversions/${data[0]?.id}/explain`);
  t.match(lines, [{ model: 'cps', amount: 2_000, reversed: 660 }]);
  t.match(postings, [
    { debit: 'commission_expense', credit: 'pending', amount: 2_000, reason: 'credited' },
    { debit: 'pending', credit: 'commission_expense', amount: 660, reason: 'reversed' },
  ]);
  t.match((await api.get<BalancePage>('/v1/balances')).data, [{ currency: 'USD', pending: 1_340, payable: 0 }]);
});

t.test('it may be run again: every run has names of its own', async (t) => {
  const { stdout } = await run({ FAIRLEAD: server.url, KEY: server.liveKey });
  t.match(stdout, /^balance +13\.40 USD pending$/m);
});

t.test('what is wrong is one line that says what to do', async (t) => {
  const failing = async (env: Record<string, string>) =>
    run(env).then(
      () => 'it went through',
      ({ stderr }: { readonly stderr: string }) => stderr,
    );
  t.match(await failing({ FAIRLEAD: server.url }), /^Set KEY to .*\n$/);
  t.match(await failing({ FAIRLEAD: server.url, KEY: `${server.liveKey}x` }), /^POST \/v1\/campaigns: 401: .*\n$/);
  t.match(await failing({ FAIRLEAD: 'http://localhost:1', KEY: server.liveKey }), /^Nothing answers at .*\n$/);
});
