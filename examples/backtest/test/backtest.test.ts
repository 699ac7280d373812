import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import t from 'tap';
import type { Affiliate, BalancePage, Campaign } from '@fairlead/core/api';
import { startServer } from '../../../test/fixtures/running-server.ts';
import { openApi } from '../src/api.ts';

const main = path.resolve(import.meta.dirname, '../src/main.ts');
const server = await startServer(t);
const api = openApi(server.url, server.liveKey);
const run = async (...words: string[]): Promise<string> => {
  const env = { PATH: process.env['PATH'], FAIRLEAD: server.url, KEY: server.liveKey };
  return (await promisify(execFile)(process.execPath, [main, ...words], { env })).stdout;
};

const { id: campaignId } = await api.post<Campaign>('/v1/campaigns', {
  name: 'Main',
  slug: 'main',
  state: 'active',
  destinationUrl: 'https://example.com/',
  terms: { commission: { models: { cps: { rate: 200_000 } } } },
});
for (const slug of ['jane', 'ben']) {
  const { id } = await api.post<Affiliate>('/v1/affiliates', { name: slug, email: `${slug}@example.com` });
  await api.post('/v1/enrollments', { campaignId, affiliateId: id, slug, status: 'approved' });
}
for (const [externalEventId, affiliateSlug, amount] of [
  ['order_1', 'jane', 10_000],
  ['order_2', 'ben', 40_000],
]) {
  await api.post('/v1/sales', { externalEventId, affiliateSlug, amount, currency: 'USD' });
}
await api.post('/v1/refunds', { externalRefundId: 're_1', externalEventId: 'order_1', amount: 5_000 });
const books = await api.get<BalancePage>('/v1/balances');

t.test('25% instead of 20%: per affiliate before and after, refunds included, and nothing is posted', async (t) => {
  const said = await run('main', '25');
  t.match(said, /^2 payments\. The published terms, run again, give exactly what the ledger holds\.$/m);
  t.match(
    said,
    /^ben +80\.00 USD → 100\.00 USD \(20\.00 USD\)\njane +10\.00 USD → 12\.50 USD \(2\.50 USD\)\nTogether +90\.00 USD → 112\.50 USD$/m,
  );
  t.same(await api.get<BalancePage>('/v1/balances'), books);
});

t.test('less is less, and what is wrong is one line that says what to do', async (t) => {
  t.match(await run('main', '10'), /^ben +80\.00 USD → 40\.00 USD \(-40\.00 USD\)$/m);
  const failing = async (...words: string[]) =>
    run(...words).then(
      () => 'it went through',
      ({ stderr }: { readonly stderr: string }) => stderr,
    );
  t.match(await failing('other', '10'), /^There is no campaign 'other'\.\n$/);
  t.match(await failing('main', '2000'), /^POST \/v1\/backtests: 422: .*\/terms\/commission\/models\/cps\/rate.*\n$/);
});
