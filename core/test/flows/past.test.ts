import t from 'tap';
import type { StandingWanted } from '../../src/domain/terms-lane.ts';
import { askedPast, type Past, rememberedPast } from '../../src/store/past.ts';
import { inSnapshot } from '../../src/store/session.ts';
import { paymentsAfter, readRecordedPage } from '../../src/store/verify/recorded.ts';
import { noon } from '../../src/testing/facts.ts';
import type { Scenario } from '../../src/testing/scenario.ts';
import { after, before } from '../../src/testing/time.ts';
import { house } from './house.ts';
import { random, seed } from './in-any-order.ts';
import { lifeOf } from './life-stories.ts';

const { scene, store } = await house(t);
const names = ['jane', 'bob', 'carl', 'dora'];

type Question = Pick<StandingWanted, 'from' | 'until' | 'currency'>;

const questions: readonly Question[] = [
  { from: null, until: null, currency: 'USD' },
  { from: null, until: null, currency: 'EUR' },
  { from: null, until: null, currency: null },
  { from: before(noon, { days: 3 }), until: after(noon, { hours: 101 }), currency: 'USD' },
];

/** Everything that may be asked of every payment of a brand, in one text each. */
async function answers(s: Scenario, past: Past): Promise<readonly string[]> {
  return inSnapshot(store, s.scope, async (session) => {
    const told: string[] = [];
    const ids = await paymentsAfter(session, s.scope, null, 10_000);
    for (const recorded of await readRecordedPage(session, s.scope, ids)) {
      const intake = recorded.intake();
      for (const time of [intake.at, intake.at?.replace('Z', '001Z'), intake.at?.replace('Z', '0004Z')]) {
        if (time == null) continue;
        const wanted = names.flatMap((name) =>
          questions.map(
            (one) => ({ ...one, enrollmentId: s.enrollment(name), measure: 'volume', period: 'month' }) as const,
          ),
        );
        const standings = await past.standings(session, intake, wanted, time);
        for (const [index, sums] of standings.entries()) {
          const shown = sums.map(({ currency, day, sales, volume }) => `${currency} ${day} ${sales} ${volume}`);
          told.push(`${recorded.id} ${time} ${index}: ${shown.toSorted().join(', ')}`);
        }
        for (const { from, until } of questions) {
          const spent = await past.spent(session, intake, { campaignId: s.campaign('main'), from, until }, time);
          const shown = spent.map(({ currency, day, sum }) => `${currency} ${day} ${sum}`);
          told.push(`${recorded.id} ${time} spent: ${shown.toSorted().join(', ')}`);
        }
      }
    }
    return told;
  });
}

t.test(
  'C5, C6: what is remembered of a period is what the database would sum up, for every payment of it',
  async (t) => {
    const affiliates = names.map((name) => ({ name, coupons: [`${name}10`] }));
    const models = { cps: { kind: 'percent', rate: 200_000, renewals: 'every' } };
    const s = await scene({ campaigns: [{ slug: 'main', affiliates, commission: { models } }] });
    const chance = random(seed);
    for (const life of [1, 2, 3, 4]) {
      for (const telling of await lifeOf(s, { name: `${life}`, chance })) await telling();
    }
    const bob = { slugs: [s.slug('bob')] };
    for (const hours of [0, 0, 30]) {
      await s.sale(`eur_${hours}_${chance()}`, { currency: 'EUR', occurredAt: after(noon, { hours }), evidence: bob });
      await s.sale(`test_${hours}_${chance()}`, { mode: 'test', occurredAt: after(noon, { hours }), evidence: bob });
    }
    const [remembered, asked] = [await answers(s, rememberedPast()), await answers(s, askedPast)];
    t.ok(asked.some((one) => one.includes('EUR')) && asked.length > 100, 'there is something to sum up');
    t.same(remembered, asked);
  },
);
