import t from 'tap';
import { rollClicks } from '../../src/flows/roll-clicks.ts';
import { countClicksAgain } from '../../src/store/click-hours.ts';
import { inOrganization } from '../../src/store/session.ts';
import { noon } from '../../src/testing/facts.ts';
import type { Scenario } from '../../src/testing/scenario.ts';
import { after, before } from '../../src/testing/time.ts';
import { house } from './house.ts';
import { random, seed } from './in-any-order.ts';

const { scene } = await house(t, 20);
const amount = { unit: 12_500, currency: 'USD' };
const perClick = { campaigns: [{ slug: 'main', commission: { models: { cpc: { amount } } } }] };
const roll = (s: Scenario) => rollClicks(s.engine, s.organizationId);
/** What the server does for a click that is told late. */
const told = (s: Scenario, at: string) =>
  inOrganization(s.engine.store, s.scope, (session) => countClicksAgain(session, s.scope, new Date(at)));
const at = (minutes: number, of = noon) => after(of, { minutes });

t.test('C3: the first click of a visitor on an enrollment in a clock hour counts, and no other', async (t) => {
  const s = await scene(perClick);
  for (const minutes of [0, 1, 59]) await s.click('jane', at(minutes), { visitor: 1 });
  await s.click('jane', at(60), { visitor: 1 });
  await s.click('jane', at(2), { visitor: 2 });
  await s.click('bob', at(3), { visitor: 1 });
  t.equal(await roll(s), 3);
  const { conversions, balances } = await s.books();
  t.same(balances, { 'bob.pending': 1n, 'jane.pending': 3n + 1n }, 'two clicks are 2.5 cents, one is 1.25');
  t.match(conversions[0], { type: 'click', method: 'click', status: 'pending', amount: 0n });
  t.equal(conversions.length, 3);
});

t.test('F12: robots, clicks of paused enrollments and tests are kept and not paid', async (t) => {
  const s = await scene(perClick);
  await s.click('jane', noon, { reason: 'bot' });
  await s.click('jane', noon, { reason: 'paused' });
  await s.click('jane', noon, { mode: 'test' });
  t.equal(await roll(s), 0);
  await s.click('jane', noon, { visitor: 1, reason: 'bot' });
  await s.click('jane', at(1), { visitor: 1 });
  await told(s, noon);
  t.equal(await roll(s), 1, 'one that does not count is no first');
});

t.test('C3: a click told late is counted into its hour, and the difference posted, without drift', async (t) => {
  const s = await scene(perClick);
  const expected = [1n, 3n, 4n, 5n, 6n, 8n, 9n, 10n];
  for (const cents of expected) {
    await s.click('jane', at(5));
    await told(s, at(5));
    await roll(s);
    t.same((await s.books()).balances, { 'jane.pending': cents });
  }
  const { conversions, postings } = await s.books();
  t.match([conversions.length, postings], [1, expected.length]);
  t.equal(await roll(s), 0, 'a second run has nothing to do');
});

t.test('C3: an hour that is not over is not counted; after days without a server all of it is', async (t) => {
  const s = await scene(perClick);
  const now = s.engine.now().toISOString();
  await s.click('jane', before(now, { seconds: 1 }));
  t.equal(await roll(s), 0);
  s.engine.clock.move({ days: 40 });
  await s.click('jane', after(now, { days: 20 }));
  await s.click('bob', after(now, { days: 39 }));
  t.equal(await roll(s), 3);
  await s.work();
  t.same((await s.books()).balances, { 'bob.pending': 1n, 'jane.pending': 1n, 'jane.payable': 1n });
});

t.test('C3: several workers at once post every hour once', async (t) => {
  const s = await scene(perClick);
  for (let hour = 0; hour < 10; hour++) {
    for (let click = 0; click < 4; click++)
      await s.click(click % 2 ? 'jane' : 'bob', before(noon, { hours: hour * 5 }));
  }
  await Promise.all(Array.from({ length: 6 }, () => roll(s)));
  t.match(await s.books(), { postings: 20, balances: { 'bob.pending': 30n, 'jane.pending': 30n } });
});

t.test('C1, C3: terms are those of when the hour began; an affiliate may have its own', async (t) => {
  const own = { models: { cpc: { amount: { unit: 1_000_000, currency: 'USD' } } } };
  const affiliates = ['jane', { name: 'bob', terms: own }];
  const s = await scene({ campaigns: [{ slug: 'main', affiliates, commission: { models: { cpc: { amount } } } }] });
  await s.click('jane', noon);
  await s.click('bob', noon);
  await roll(s);
  t.same((await s.books()).balances, { 'bob.pending': 100n, 'jane.pending': 1n });
});

t.test('C3: clicks of campaigns that pay for none are no credit', async (t) => {
  const s = await scene({
    campaigns: [
      { slug: 'main', commission: { models: { cpc: { amount } } } },
      { slug: 'other', affiliates: ['carl'] },
    ],
  });
  await s.click('carl', noon, { campaign: 'other' });
  t.equal(await roll(s), 0);
  t.same((await s.books()).payments, []);
});

t.test('C7, R10, A11: an hour of clicks matures, is denied, reinstated and moved as any credit', async (t) => {
  const s = await scene(perClick);
  for (let click = 0; click < 8; click++) await s.click('jane', noon);
  await roll(s);
  const [payment] = (await s.books()).payments;
  const id = payment?.id ?? '';
  const by = (type: 'credit.denied' | 'credit.reinstated', hours: number) =>
    s.decide(id, { type, occurredAt: after(noon, { hours }) });
  await by('credit.denied', 1);
  t.same((await s.books()).balances, {});
  await by('credit.reinstated', 2);
  await s.decide(id, {
    type: 'credit.assigned',
    occurredAt: after(noon, { hours: 3 }),
    enrollmentId: s.enrollment('bob'),
  });
  t.same((await s.books()).balances, { 'bob.pending': 10n });
  await s.pass({ days: 31 });
  t.same((await s.books()).balances, { 'bob.payable': 10n });
  await s.click('jane', at(7));
  await told(s, noon);
  await roll(s);
  t.same((await s.books()).balances, { 'bob.payable': 10n }, 'A8: after the hold nothing is added');
});

t.test('M5: clicks are paid in the currency of their campaign', async (t) => {
  const euro = { unit: 5_000, currency: 'EUR' };
  const s = await scene({
    campaigns: [{ slug: 'main', currency: 'EUR', commission: { models: { cpc: { amount: euro } } } }],
  });
  for (let click = 0; click < 5; click++) await s.click('jane', noon);
  await roll(s);
  t.same((await s.books()).balances, { 'jane.pending.EUR': 3n });
});

t.test('C3: whatever order clicks come in, and whenever they are counted, the sum is that of all', async (t) => {
  const chance = random(seed);
  const pick = (most: number) => Math.floor(chance() * most);
  for (let round = 0; round < 3; round++) {
    const s = await scene(perClick);
    const firsts = new Map<string, Set<number>>();
    for (let click = 0; click < 60; click++) {
      const [who, visitor, minutes] = [chance() < 0.5 ? 'jane' : 'bob', pick(6), pick(240)];
      const bot = chance() < 0.15;
      await s.click(who, at(-minutes), { visitor, ...(bot ? { reason: 'bot' } : {}) });
      await told(s, at(-minutes));
      const name = `${who} ${Math.floor(-minutes / 60)}`;
      if (!bot) firsts.set(name, (firsts.get(name) ?? new Set()).add(visitor));
      if (chance() < 0.15) await Promise.all([roll(s), roll(s)]);
    }
    await roll(s);
    const sum = (who: string) =>
      [...firsts].reduce(
        (all, [name, { size }]) => (name.startsWith(who) ? all + Math.floor((size * 12_500 + 5_000) / 10_000) : all),
        0,
      );
    t.same((await s.books()).balances, { 'bob.pending': BigInt(sum('bob')), 'jane.pending': BigInt(sum('jane')) });
  }
});
