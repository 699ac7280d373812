// Lists, counts and the overview with a hundred thousand rows behind them: node bench/reads.ts [--sales 100000]
//
// Over HTTP, one request at a time, the median of nine after two to warm up. Milliseconds, not ratios: they are what a person waits for.
import { parseArgs } from 'node:util';
import { createApiKey } from '../core/src/flows/manage/create-api-key.ts';
import { brandWithPast } from './tools/brand-with-past.ts';
import { median, tell, tellMachine } from './tools/report.ts';

const { values } = parseArgs({ options: { sales: { type: 'string', default: '100000' } } });

tellMachine('one client of its own');
const { acme, client, desk, server, stop } = await brandWithPast({ sales: Number(values.sales) });
const { key } = await createApiKey(desk, acme.scope, {
  name: 'Bench',
  mode: 'live',
  scopes: ['read', 'manage'],
  signed: false,
});

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
const { rows } = await client.query<{
  id: string;
  click: string;
  moment: string;
  amount: string;
  commission: string;
  payment: string;
}>(
  `select id, click_id as click, to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as moment, amount, commission, payment_id as payment
   from conversion where click_id is not null and mode = 'live' order by occurred_at offset $1 limit 1`,
  [Math.floor(Number(values.sales) / 2)],
);
const [middle] = rows;
if (middle === undefined) throw new Error('nothing was sold');
/** The page behind a row in the middle of a list, as a client that pages would ask for it. */
const deep = (...position: readonly string[]): string => Buffer.from(JSON.stringify(position)).toString('base64url');
const conversions = (order: string, value: string): string =>
  `/conversions?sort=${order}&cursor=${deep(`conversions:${order}`, value, middle.id)}`;
const figures = ['clicks', 'sales', 'revenue', 'commission', 'pending'];
const some = Array.from({ length: 40 }, (_, n) => acme.affiliate(`partner${n}`)).join(',');
const paths = [
  '/conversions',
  '/conversions?take=200',
  '/conversions?sort=occurredAt',
  '/conversions?sort=-amount',
  '/conversions?sort=amount',
  '/conversions?sort=commission&status=approved,paid',
  '/conversions?sort=-commission',
  ...['occurredAt', '-occurredAt'].map((order) => conversions(order, middle.moment)),
  ...['amount', '-amount'].map((order) => conversions(order, middle.amount)),
  ...['commission', '-commission'].map((order) => conversions(order, middle.commission)),
  `${conversions('-amount', middle.amount)}&status=approved&type=sale`,
  '/conversions?status=pending',
  '/conversions?status=paid',
  '/conversions?status=refunded,denied',
  '/conversions?type=lead&status=approved',
  `/conversions?from=${day(200)}&to=${day(199)}`,
  `/conversions?affiliateId=${acme.affiliate('partner3')}&status=approved`,
  `/conversions?affiliateId=${acme.affiliate('partner3')}&sort=-commission`,
  `/conversions?campaignId=${acme.campaign('rare')}`,
  '/conversions?couponCode=CODE3&method=coupon',
  '/conversions?couponCode=NONE',
  '/conversions?sub1=none',
  '/conversions?sub1=label50',
  '/conversions?sub1=label50&sub2=none',
  '/conversions?minAmount=51000',
  '/conversions?currency=EUR&minAmount=40000',
  '/conversions?currency=CHF',
  '/conversions?isTest=true',
  '/conversions?q=order_77',
  '/conversions?q=user_77',
  '/conversions?q=u77@shop.example',
  `/conversions?q=${middle.click}`,
  `/conversions?q=${middle.id}`,
  '/conversions/summary',
  '/conversions/summary?status=approved',
  `/conversions/summary?from=${day(30)}`,
  `/conversions/summary?affiliateId=${acme.affiliate('partner3')}`,
  '/conversions/summary?q=order_77',
  '/payments',
  '/payments?sort=created',
  `/payments?cursor=${deep('payments:-created', middle.payment)}`,
  `/payments?sort=created&cursor=${deep('payments:created', middle.payment)}`,
  '/payments?unattributed=true',
  '/payments?unattributed=true&reason=unknown_code',
  '/payments?currency=CHF',
  '/payments?minAmount=51000',
  '/payments?kind=lead&state=uncredited',
  '/payments?q=order_77',
  `/payments?from=${day(200)}&to=${day(199)}`,
  '/payments/summary',
  '/payments/summary?unattributed=true',
  `/payments/summary?from=${day(30)}`,
  '/inbox',
  `/inbox?cursor=${deep('inbox', middle.id)}`,
  '/inbox?state=parked,quarantined',
  '/inbox?type=charge.refunded',
  '/inbox?type=none',
  '/inbox?q=evt_77',
  '/inbox?q=order_77',
  `/inbox?from=${day(200)}&to=${day(199)}`,
  '/inbox/summary',
  '/clicks',
  `/clicks?cursor=${deep('clicks', middle.id)}`,
  `/clicks?from=${day(200)}&to=${day(199)}`,
  `/clicks?affiliateId=${acme.affiliate('partner3')}`,
  '/clicks?counted=true',
  '/clicks?counted=false',
  '/clicks?reason=repeat',
  '/clicks?reason=paused',
  '/customers?q=u77@shop.example',
  '/balances',
  '/balances?take=200',
  `/balances?affiliateId=${acme.affiliate('partner3')}`,
  '/audit',
  '/affiliates',
  '/affiliates?sort=name',
  '/affiliates?sort=-email&take=200',
  '/affiliates?q=partner%2047',
  '/affiliates?q=p-47&status=approved',
  `/affiliates?campaignId=${acme.campaign('main')}&status=pending&sort=name`,
  '/affiliates/summary',
  '/affiliates/summary?q=47',
  ...figures.flatMap((figure) => [
    `/affiliates?sort=-${figure}`,
    `/affiliates?sort=${figure}&status=approved&take=200`,
  ]),
  `/affiliates?sort=-commission&campaignId=${acme.campaign('main')}&q=partner`,
  `/affiliates/figures?affiliateId=${acme.affiliate('partner3')}`,
  `/affiliates/figures?affiliateId=${some}`,
  '/coupons',
  '/coupons?q=47&sort=-code',
  '/coupons/summary',
  '/enrollments?sort=-slug',
  '/enrollments/summary',
  '/links',
  '/overview',
  `/overview?from=${day(89)}&to=${day(0)}`,
  `/overview?from=${day(364)}&to=${day(0)}`,
];
let holds = true;
for (const path of paths) holds = tell(path, await time(path), ' ms', { must: 100, aim: 50 }) && holds;

await stop();
process.exitCode = holds ? 0 : 1;
