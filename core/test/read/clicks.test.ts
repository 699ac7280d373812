import t from 'tap';
import type { ClickPage } from '../../src/contract/api/index.ts';
import { noon } from '../../src/testing/facts.ts';
import { after } from '../../src/testing/time.ts';
import { house } from '../flows/house.ts';
import { office } from './fixtures/office.ts';

const here = await house(t);
const at = (minutes: number) => after(noon, { minutes });

t.test('F12: every click is listed with whether it counts, and why not', async (t) => {
  const o = await office(t, here);
  await o.click('jane', at(0), { visitor: 1, subIds: { sub1: 'spring' } });
  await o.click('jane', at(1), { visitor: 1 });
  await o.click('bob', at(2), { visitor: 1 });
  await o.click('jane', at(3), { visitor: 2, reason: 'bot' });
  await o.click('jane', at(4), { visitor: 2 });
  await o.click('jane', at(61), { visitor: 1 });
  await o.click('jane', at(62), { visitor: 1, mode: 'test' });
  const all = await o.get<ClickPage>('/clicks');
  t.match(
    all.body.data.map(({ affiliateName, counted, reason }) => [affiliateName, counted, reason]),
    [
      ['jane', true, null],
      ['jane', true, null],
      ['jane', false, 'bot'],
      ['bob', true, null],
      ['jane', false, 'repeat'],
      ['jane', true, null],
    ],
  );
  t.match(all.body.data.at(-1), { occurredAt: noon, subIds: { sub1: 'spring' }, via: 'link', isTest: false });
  const count = async (query: string) => (await o.get<ClickPage>(`/clicks?${query}`)).body.data.length;
  t.same(
    [
      await count('counted=true'),
      await count('counted=false'),
      await count('reason=repeat,paused'),
      await count('reason=repeat'),
      await count('reason=bot'),
      await count('reason=bot,repeat'),
      await count('reason=bot,paused'),
      await count(`affiliateId=${o.affiliate('bob')}`),
      await count(`campaignId=${o.campaign()}&since=${at(60)}`),
      await count(`until=${at(3)}`),
      await count('isTest=true'),
    ],
    [4, 2, 1, 1, 1, 2, 1, 1, 1, 3, 1],
  );
  const first = await o.get<ClickPage>('/clicks?take=4');
  const rest = await o.get<ClickPage>(`/clicks?take=4&cursor=${first.body.nextCursor}`);
  t.same([...first.body.data, ...rest.body.data], all.body.data);
  t.match(await o.get('/clicks?cursor=x'), { status: 400, body: { code: 'invalid_request' } });
  t.match(await o.get('/clicks?reason=lazy'), { status: 400, body: { code: 'invalid_request' } });
  t.match(await o.get('/clicks?counted=perhaps'), { status: 400, body: { code: 'invalid_request' } });

  const file = await fetch(`${o.address}/v1/clicks.csv?affiliateId=${o.affiliate('jane')}`, { headers: o.headers() });
  const lines = (await file.text()).trim().split('\r\n');
  t.equal(lines.length, 1 + 5);
  t.match(lines[4], /,false,repeat,link,/);
});

t.test(
  'C3: who comes for the first time repeats nobody, even where an earlier click of that hour is told later',
  async (t) => {
    const o = await office(t, here);
    const first = await o.click('jane', at(30), { visitor: 1, known: false });
    const earlier = await o.click('jane', at(10), { visitor: 1 });
    const shown = async (query = '') => (await o.get<ClickPage>(`/clicks${query}`)).body.data.map(({ id }) => id);
    t.same(await shown(), [first, earlier]);
    t.same(await shown('?counted=true'), [first]);
    t.same(await shown('?counted=false'), [earlier]);
  },
);
