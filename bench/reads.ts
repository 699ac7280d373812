// Lists, counts and the overview with a hundred thousand rows behind them: node bench/reads.ts [--sales 100000]
//
// Over HTTP, one request at a time, the median of nine after two to warm up. Milliseconds, not ratios: they are what a person waits for.
import { parseArgs } from 'node:util';
import { createApiKey } from '../core/src/flows/manage/create-api-key.ts';
import { brandWithPast } from './tools/brand-with-past.ts';
import { median, tell, tellMachine } from './tools/report.ts';

const { values } = parseArgs({ options: { sales: { type: 'string', default: '100000' } } });

tellMachine('one client of its own');
const { acme, client, desk, server, stop } = await brandWithPast(Number(values.sales));
const { key } = await createApiKey(desk, acme.scope, { name: 'Bench', mode: 'live', scopes: ['read'], signed: false });

async function time(path: string): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 11; round++) {
    const begun = performance.now();
    const response = await fetch(`${server.origin}/v1${path}`, { headers: { authorization: `Bearer ${key}` } });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${text}`);
    if (round >= 2) times.push(performance.now() - begun);
  }
  return median(times);
}

const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
const { rows } = await client.query<{ id: string; click: string }>(
  `select id, click_id as click from conversion where click_id is not null order by occurred_at limit 1`,
);
const paths = [
  '/conversions',
  '/conversions?take=200',
  '/conversions?sort=occurredAt',
  '/conversions?sort=-amount',
  '/conversions?sort=commission&status=approved,paid',
  '/conversions?status=pending',
  '/conversions?status=paid',
  '/conversions?status=refunded,denied',
  '/conversions?type=lead&status=approved',
  `/conversions?from=${day(200)}&to=${day(199)}`,
  `/conversions?affiliateId=${acme.affiliate('partner3')}&status=approved`,
  `/conversions?campaignId=${acme.campaign('rare')}`,
  '/conversions?couponCode=CODE3&method=coupon',
  '/conversions?couponCode=NONE',
  '/conversions?minAmount=51000',
  '/conversions?currency=EUR&minAmount=40000',
  '/conversions?isTest=true',
  '/conversions?q=order_77',
  '/conversions?q=user_77',
  '/conversions?q=u77@shop.example',
  `/conversions?q=${rows[0]?.click}`,
  `/conversions?q=${rows[0]?.id}`,
  '/conversions/summary',
  '/conversions/summary?status=approved',
  `/conversions/summary?from=${day(30)}`,
  '/payments',
  '/payments?unattributed=true',
  '/payments?unattributed=true&reason=unknown_code',
  `/payments?from=${day(200)}&to=${day(199)}`,
  '/payments/summary',
  '/payments/summary?unattributed=true',
  '/inbox',
  '/inbox?state=parked,quarantined',
  '/inbox?type=charge.refunded',
  `/inbox?from=${day(200)}&to=${day(199)}`,
  '/inbox/summary',
  '/affiliates',
  '/affiliates/summary',
  '/coupons/summary',
  '/enrollments/summary',
  '/overview',
  `/overview?from=${day(89)}&to=${day(0)}`,
];
let holds = true;
for (const path of paths) holds = tell(path, await time(path), ' ms', { must: 100, aim: 50 }) && holds;

await stop();
process.exitCode = holds ? 0 : 1;
