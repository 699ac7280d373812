import t from 'tap';
import type { AffiliateFiguresList } from '../../src/contract/api/index.ts';
import { house } from '../flows/house.ts';
import { type Office, office, spring } from './fixtures/office.ts';

const here = await house(t);
const figures = async (o: Office, names: readonly string[], more = '', mode?: 'live' | 'test') => {
  const ids = names.map((name) => o.affiliate(name)).join(',');
  return o.get<AffiliateFiguresList>(`/affiliates/figures?affiliateId=${ids}${more}`, mode);
};

void t.test('F102: sales and earnings by affiliate, after what was taken back, tests left out', async (t) => {
  const o = await office(t, here);
  const by = (name: string) => ({ occurredAt: spring, evidence: { slugs: [o.slug(name)] } });
  await o.sale('a', by('jane'));
  await o.sale('b', { ...by('jane'), amount: 20_000n });
  await o.sale('eur', { ...by('jane'), currency: 'EUR', amount: 500n });
  await o.sale('trial', { ...by('jane'), mode: 'test' });
  await o.refund('r', 'b', 20_000n);
  const list = await o.get<{ data: { currency: string; commission: number; reversedCommission: number }[] }>(
    '/conversions',
  );
  const kept = (currency: string): number =>
    list.body.data
      .filter((row) => row.currency === currency)
      .reduce((sum, row) => sum + row.commission - row.reversedCommission, 0);
  const { status, body } = await figures(o, ['jane', 'bob']);
  t.equal(status, 200);
  t.match(body.data, [
    {
      affiliateId: o.affiliate('jane'),
      clicks: 0,
      sales: 3,
      earnings: [
        { currency: 'EUR', amount: kept('EUR') },
        { currency: 'USD', amount: kept('USD') },
      ],
      home: { currency: 'USD', amount: kept('USD'), leftOut: { pending: 0, unavailable: 1 } },
    },
  ]);
  t.ok(kept('USD') > 0);
  t.equal(body.data.length, 1, 'who brought nothing is not told of');
  t.same((await figures(o, ['jane'], '', 'test')).body, { data: [] });
  t.match(await figures(o, ['jane'], '&campaignId=x'), { status: 400 });
  t.match(await o.get('/affiliates/figures'), { status: 400 });
});
