import { fx } from '@fairlead/fx';
import t from 'tap';
import type { AffiliateQuery } from '../../src/contract/api/affiliates.ts';
import { exportAffiliates } from '../../src/flows/manage/export-affiliates.ts';
import { listAffiliates } from '../../src/flows/manage/read-affiliates.ts';
import { rollMonths } from '../../src/flows/roll-months.ts';
import { countClicksAgain, countedSoFar } from '../../src/store/click-hours.ts';
import { recordRates } from '../../src/store/exchange-rates.ts';
import { inOrganization } from '../../src/store/session.ts';
import { noon } from '../../src/testing/facts.ts';
import { after, before } from '../../src/testing/time.ts';
import { house } from '../flows/house.ts';
import { type Office, office } from './fixtures/office.ts';

const here = await house(t);
const affiliates = ['ann', 'ben', 'cyd', 'dee'];

/** Ann sells twice in pounds, Ben once for most, Cyd is clicked on most, Dee was never seen; Ben also takes part in another campaign. */
async function furnished(): Promise<Office> {
  const campaigns = [
    { slug: 'main', affiliates },
    { slug: 'other', affiliates: ['ben'] },
  ];
  const o = await office(t, here, { campaigns }, [fx()]);
  const published = o.engine.rateSources.get('ecb')?.lastBefore(noon.slice(0, 10)) ?? '';
  await recordRates(here.store, 'ecb', [{ day: published, rates: { USD: '1.2', GBP: '0.8' } }]);
  const by = (name: string) => ({ evidence: { slugs: [o.slug(name)] } });
  await o.sale('a1', { ...by('ann'), currency: 'GBP', amount: 10_000n });
  await o.sale('a2', { ...by('ann'), currency: 'GBP', amount: 4_000n });
  await o.sale('b1', { ...by('ben'), amount: 40_000n, occurredAt: before(noon, { days: 60 }) });
  await o.refund('r1', 'b1', 30_000n);
  await o.sale('c1', { ...by('cyd'), amount: 5_000n });
  await o.sale('c2', { ...by('cyd'), currency: 'VES', amount: 900_000n });
  await o.sale('t1', { ...by('dee'), amount: 99_000n, mode: 'test' });
  for (const [name, count] of [
    ['cyd', 5],
    ['ann', 1],
  ] as const)
    for (let n = 0; n < count; n++) await o.click(name, before(noon, { days: 40 * n, minutes: n }));
  await o.click('dee', noon, { mode: 'test' });
  await o.click('dee', noon, { reason: 'bot' });
  return o;
}

const live = (o: Office) => ({ ...o.scope, mode: 'live' }) as const;
const names = async (o: Office, sort: AffiliateQuery['sort'], more: Partial<AffiliateQuery> = {}) => {
  const { data } = await listAffiliates(o, live(o), { take: 50, sort, ...more });
  return data.map(({ name }) => name);
};

t.test(
  'F102: affiliates are ordered by what they brought and earned, at home, what has no rate left out',
  async (t) => {
    const o = await furnished();
    // Of the sales 210.00, 50.00, 100.00 in dollars; a fifth of them is earned, Ben's a while ago.
    t.same(await names(o, '-revenue'), ['ann', 'ben', 'cyd', 'dee']);
    t.same((await names(o, '-sales')).slice(2), ['ben', 'dee']);
    t.same(await names(o, '-commission'), ['ann', 'ben', 'cyd', 'dee']);
    t.same(await names(o, 'commission'), ['dee', 'cyd', 'ben', 'ann']);
    t.same((await names(o, '-pending')).slice(0, 2), ['ann', 'cyd'], 'what Ben earned is beyond its hold');
    t.same((await names(o, '-clicks')).slice(0, 2), ['cyd', 'ann']);
    t.same(await names(o, '-commission', { q: 'ben@' }), ['ben']);
    t.same(await names(o, '-revenue', { campaignId: [o.campaign('other')] }), ['ben']);
    const page = { take: 50, sort: '-revenue' } as const;
    const forTests = await listAffiliates(o, { ...o.scope, mode: 'test' }, page);
    t.equal(forTests.total, 4, 'a test key sees everybody, and nothing of theirs that is live (C9)');
  },
);

t.test('F102: pages follow each other in any order, and a cursor is of one order only', async (t) => {
  const o = await furnished();
  for (const sort of ['-commission', 'commission', '-clicks', 'sales', '-pending', 'revenue'] as const) {
    const whole = await names(o, sort);
    const paged: string[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const query = { take: 1, sort, ...(cursor === undefined ? {} : { cursor }) };
      const { data, nextCursor, total } = await listAffiliates(o, live(o), query);
      t.equal(total, 4);
      paged.push(...data.map(({ name }) => name));
      cursor = nextCursor;
    }
    t.same(paged, whole, sort);
  }
  const { nextCursor } = await listAffiliates(o, live(o), { take: 1, sort: '-clicks' });
  const wrong = { take: 1, sort: '-sales', cursor: nextCursor ?? '' } as const;
  await t.rejects(listAffiliates(o, live(o), wrong), { code: 'invalid_request' });
  const made = Buffer.from(JSON.stringify(['affiliates:-sales', "1'", o.organizationId])).toString('base64url');
  await t.rejects(listAffiliates(o, live(o), { ...wrong, cursor: made }), { code: 'invalid_request' });
});

t.test('F91: the CSV has the order of the list, and the figures it goes by', async (t) => {
  const o = await furnished();
  const pieces: string[] = [];
  for await (const piece of exportAffiliates(o, live(o), { sort: '-commission' })) pieces.push(piece);
  const [heading, ...rows] = pieces.join('').trimEnd().split('\r\n');
  const at = (name: string): number => heading?.split(',').indexOf(name) ?? -1;
  const told = ['name', 'clicks', 'sales', 'home_currency', 'home_revenue', 'home_commission', 'without_rate'];
  t.same(
    rows.map((row) => told.map((name) => row.split(',')[at(name)])),
    [
      ['ann', '1', '2', 'USD', '210.00', '42.00', '0'],
      ['ben', '0', '1', 'USD', '100.00', '20.00', '0'],
      ['cyd', '5', '2', 'USD', '50.00', '10.00', '1'],
      ['dee', '0', '0', '', '', '', '0'],
    ],
  );
});

t.test(
  'F12: clicks are the same whether their months were counted or not, and one told late is among them',
  async (t) => {
    const o = await furnished();
    const clicks = async () => {
      const ids = affiliates.map((name) => o.affiliate(name)).join(',');
      const { body } = await o.get<{ data: { affiliateId: string; clicks: number }[] }>(
        `/affiliates/figures?affiliateId=${ids}`,
      );
      return affiliates.map(
        (name) => body.data.find(({ affiliateId }) => affiliateId === o.affiliate(name))?.clicks ?? 0,
      );
    };
    const counted = async (): Promise<number> => rollMonths(o.engine, o.organizationId);
    t.same(await clicks(), [1, 0, 5, 0]);
    t.ok((await counted()) >= 4, 'months that are over');
    t.equal(await counted(), 0, 'nothing is left to count');
    t.same(await clicks(), [1, 0, 5, 0]);
    t.same((await names(o, '-clicks')).slice(0, 2), ['cyd', 'ann']);
    await o.click('dee', noon, {});
    t.same(await clicks(), [1, 0, 5, 1], 'this month is not over');
    const late = before(noon, { days: 80 });
    await o.click('ben', late);
    await inOrganization(here.store, o.scope, (session) => countClicksAgain(session, o.scope, new Date(late)));
    t.same(await clicks(), [1, 1, 5, 1]);
    t.ok((await counted()) > 0);
    t.same(await clicks(), [1, 1, 5, 1]);
    await o.pass({ days: 70 });
    t.ok((await counted()) > 0, 'months end');
    await o.click('ann', after(noon, { days: 65 }));
    t.same(await clicks(), [2, 1, 5, 1]);
  },
);

t.test('F12: a click told late before any month was counted hides none of those before it', async (t) => {
  const o = await furnished();
  const clicks = async (name: string): Promise<number | undefined> => {
    const { body } = await o.get<{ data: { clicks: number }[] }>(
      `/affiliates/figures?affiliateId=${o.affiliate(name)}`,
    );
    return body.data[0]?.clicks;
  };
  await inOrganization(here.store, o.scope, (session) => countedSoFar(session, o.scope, new Date(noon)));
  const late = before(noon, { days: 1 });
  await o.click('dee', late);
  await inOrganization(here.store, o.scope, (session) => countClicksAgain(session, o.scope, new Date(late)));
  t.same([await clicks('cyd'), await clicks('dee')], [5, 1], 'all are walked through');
  t.ok((await rollMonths(o.engine, o.organizationId)) >= 4);
  t.same([await clicks('cyd'), await clicks('dee')], [5, 1], 'and all are counted');
});
