import { fx } from '@fairlead/fx';
import t from 'tap';
import type { StandingWanted } from '../../src/domain/terms-lane.ts';
import { readStandingsByNow, type StandingSum } from '../../src/store/standings.ts';
import { recordRates } from '../../src/store/exchange-rates.ts';
import { lookAgainSince } from '../../src/store/edited/look-again.ts';
import { editing, inOrganization } from '../../src/store/session.ts';
import { noon } from '../../src/testing/facts.ts';
import type { Scenario } from '../../src/testing/scenario.ts';
import { after } from '../../src/testing/time.ts';
import { deadlocksSeen } from './deadlocks.ts';
import { house } from './house.ts';
import { random, seed, shuffled, type Telling } from './in-any-order.ts';
import { lifeOf } from './life-stories.ts';

const workers = 16;
const { scene, store, superuserUrl } = await house(t, workers + 2);

const names = ['jane', 'bob', 'carl', 'dora'];
const affiliates = names.map((name) => ({ name, coupons: [`${name}10`] }));
const cps = { kind: 'percent', rate: 200_000, renewals: 'every' };
const tiers = { measure: 'count', period: 'month', changes: 'cps', steps: [{ sales: 3, rate: 250_000 }] };
const budget = { amount: { unit: 900_000_000, currency: 'USD' }, per: 'all' } as const;
const campaign = { slug: 'main', affiliates, attribution: { model: 'linear' }, commission: { models: { cps } } };

const nobody = {
  paymentId: '00000000-0000-0000-0000-000000000000',
  merged: [],
  mode: 'live',
  conversions: [],
} as const;
const shown = (sums: readonly (readonly StandingSum[])[]): readonly (readonly string[])[] =>
  sums.map((one) =>
    one
      .filter(({ sales, volume }) => sales !== 0 || volume !== 0n)
      .map((sum) => Object.values(sum).join(' '))
      .toSorted(),
  );

/** Where every enrollment stands in each currency and on each day, as it was summed up on the way, and summed up anew. */
const standings = (s: Scenario) =>
  inOrganization(store, s.scope, async (session) => {
    const wanted = names.flatMap((name) =>
      [null, 'USD', 'XXX'].map(
        (currency): Pick<StandingWanted, 'enrollmentId' | 'from' | 'until' | 'currency'> => ({
          enrollmentId: s.enrollment(name),
          from: '2026-01-01T00:00:00.000Z',
          until: null,
          currency,
        }),
      ),
    );
    const anew = await readStandingsByNow(session, nobody, wanted, false);
    return { kept: shown(await readStandingsByNow(session, nobody, wanted, true)), anew: shown(anew) };
  });

/** Several clicks of one visitor, a sale and what became of it: parts are taken back, it is denied, moved, and perhaps given back. */
async function tornOf(s: Scenario, name: string, chance: () => number): Promise<readonly Telling[]> {
  const some = (): string => names[Math.floor(chance() * names.length)] as string;
  const visitor = Math.floor(chance() * 2 ** 40);
  const clicks = [some(), some(), some()];
  let clickId = '';
  for (const [index, one] of clicks.entries())
    clickId = await s.click(one, after(noon, { hours: index - 9 }), { visitor });
  const occurredAt = after(noon, { hours: Math.floor(chance() * 60) });
  const currency = chance() < 0.3 ? 'EUR' : 'USD';
  const amount = 5_000n + BigInt(Math.floor(chance() * 5_000));
  const sell = () => s.sale(name, { occurredAt, currency, amount, evidence: { clickIds: [clickId] } });
  const at = (minutes: number): string => after(occurredAt, { minutes });
  const decide = async (fact: Parameters<Scenario['decide']>[1]): Promise<unknown> =>
    s.decide((await sell()).intake.paymentId, fact);
  const parts = [1_000n, 1_500n, chance() < 0.5 ? amount - 2_500n : 1n];
  return [
    sell,
    ...parts.map(
      (part, index) => () => s.refund(`${name}-r${index}`, name, part, { currency, occurredAt: at(index + 1) }),
    ),
    () => s.refund(`${name}-r0`, name, 1_000n, { currency, occurredAt: at(1), status: 'failed' }),
    ...(chance() < 0.4 ? [() => decide({ type: 'credit.denied', occurredAt: at(10) })] : []),
    ...(chance() < 0.3 ? [() => decide({ type: 'credit.reinstated', occurredAt: at(11) })] : []),
    ...(chance() < 0.3
      ? [() => decide({ type: 'credit.assigned', occurredAt: at(12), enrollmentId: s.enrollment(some()) })]
      : []),
  ];
}

const ever = '2026-01-01T00:00:00.000Z';
const lookAgain = (s: Scenario): Promise<void> =>
  editing(store, s.scope, (em) => lookAgainSince(em, new Date(ever), new Date(), 'terms_changed'));

async function atOnce(tellings: readonly Telling[]): Promise<void> {
  const queue = [...tellings];
  const worker = async (): Promise<void> => {
    for (let telling = queue.shift(); telling !== undefined; telling = queue.shift()) await telling();
  };
  await Promise.all(Array.from({ length: workers }, worker));
}

// What the sums of budgets and standings must be is held by `verify` after each test (house.ts).
t.test(
  `C5, C6: ${workers} workers tell of split, returned, denied, moved and joined sales in any order, and tiers and a budget begin meanwhile: kept sums are the sums`,
  async (t) => {
    const chance = random(seed);
    const s = await scene({ campaigns: [campaign] }, [fx()]);
    const days = [-4, -3, -2, -1, 0, 1, 2, 3].map((days) => after(noon, { days }).slice(0, 10));
    await recordRates(
      store,
      'ecb',
      days.map((day) => ({ day, rates: { USD: '1.17' } })),
    );
    const torn = await Promise.all(Array.from({ length: 24 }, (_, index) => tornOf(s, `torn${index}`, chance)));
    const lives = await Promise.all([1, 2, 3].map((name) => lifeOf(s, { name: `${name}`, chance })));
    const begin: Telling = async () => {
      await s.setTerms(ever, { ...campaign, commission: { models: { cps, tiers }, budget } });
      await lookAgain(s);
    };
    const told = shuffled([...torn.flat(), ...lives.flat()], chance);
    await atOnce(told.toSpliced(Math.floor(told.length / 3), 0, begin));
    await atOnce(shuffled([...told, ...torn.flat()], chance));
    await s.work();
    const { kept, anew } = await standings(s);
    t.same(kept, anew);
    const { conversions } = await s.books();
    t.ok(conversions.filter(({ commission, reversed }) => commission > reversed).length > 10, 'many earn something');
    t.ok(kept.filter((sums) => sums.length > 0).length > names.length, 'there is something to sum up');
  },
);

t.test('C6: what was sold before anybody asked counts, of a campaign, a group or one affiliate', async (t) => {
  const s = await scene({ campaigns: [{ slug: 'main', affiliates, commission: { models: { cps } } }] });
  const sell = (id: string) => s.sale(id, { evidence: { slugs: [s.slug('jane')] } });
  for (const id of ['a', 'b', 'c']) await sell(id);
  await s.refund('r', 'a');
  t.same(
    (await standings(s)).kept,
    (await standings(s)).anew.map(() => []),
    'nobody asked: nothing is kept',
  );
  await s.setOwnTerms('jane', ever, { models: { tiers: { ...tiers, steps: [{ sales: 2, rate: 250_000 }] } } });
  const { kept, anew } = await standings(s);
  t.same(kept, anew);
  await lookAgain(s);
  await s.work();
  t.match((await sell('d')).outcome.lines[0]?.line.steps[0], { op: 'tiers', values: { standing: 2, step: 1 } });
});

t.test('in all of it no deadlock was seen', async (t) => {
  t.equal(await deadlocksSeen(store, superuserUrl), 0);
});
