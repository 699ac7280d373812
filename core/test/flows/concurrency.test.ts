import t from 'tap';
import { settlePayment } from '../../src/flows/settle-payment.ts';
import { leaseRevisits } from '../../src/store/doors.ts';
import { linked, noon, paid } from '../../src/testing/facts.ts';
import type { Scenario } from '../../src/testing/scenario.ts';
import { after, before } from '../../src/testing/time.ts';
import { deadlocksSeen } from './deadlocks.ts';
import { house } from './house.ts';
import { random, seed, shuffled, type Telling, whatStands } from './in-any-order.ts';
import { lifeOf } from './life-stories.ts';

const workers = 16;
const long = process.env['FAIRLEAD_LONG'] === '1';
const seeds = long ? [seed, seed + 1, seed + 2] : [seed];
const lives = long ? 100 : 8;

const { scene, store, superuserUrl } = await house(t, workers + 2);
const affiliates = ['jane', 'bob', 'carl', 'dora'].map((name) => ({ name, coupons: [`${name}10`] }));
const models = { cps: { kind: 'percent', rate: 200_000, renewals: 'every' } };
/** Everything that reads what others were credited with: tiers, a budget, and recruiters in a row. */
const everything = {
  campaigns: [
    {
      slug: 'main',
      affiliates: affiliates.map((one, index) => ({
        ...one,
        ...(index > 0 && { recruiter: affiliates[index - 1]?.name ?? '' }),
      })),
      commission: {
        models: {
          ...models,
          sub_affiliates: { rate: 100_000, allowAbove100: false },
          tiers: {
            measure: 'count',
            period: 'month',
            changes: 'cps',
            steps: [
              { sales: 3, rate: 250_000 },
              { sales: 6, rate: 300_000 },
            ],
          },
        },
        budget: { amount: { unit: 400_000_000, currency: 'USD' }, per: 'month' as const },
      },
    },
  ],
};
const options = { campaigns: [{ slug: 'main', affiliates, commission: { models } }] };

/** The lives of one brand's customers; the same seed tells the same of every brand. */
const livesOf = (s: Scenario, of: number, at = noon): Promise<(readonly Telling[])[]> =>
  Promise.all(
    Array.from({ length: lives }, (_, life) => lifeOf(s, { name: `${life}`, chance: random(of + life), at })),
  );

/** Everything at once by 16 workers, some of it several times; between the tellings what came due is settled again. */
async function tellAtOnce(s: Scenario, tellings: readonly Telling[], chance: () => number): Promise<number> {
  const queue = [...tellings];
  const revisit = async (): Promise<void> => {
    for (const { organizationId, id, paymentId } of await leaseRevisits(store, 4, 60)) {
      await settlePayment(s.engine, { organizationId, actor: 'core' }, paymentId, [], [id]);
    }
  };
  const worker = async (): Promise<void> => {
    for (let telling = queue.shift(); telling !== undefined; telling = queue.shift()) {
      await telling();
      if (chance() < 0.2) await revisit();
    }
  };
  await Promise.all(Array.from({ length: workers }, worker));
  return tellings.length;
}

/** Near together, so that workers meet on one payment; or all of it shuffled, so that facts of one payment come far apart. */
function mixed(all: readonly (readonly Telling[])[], near: boolean, chance: () => number): readonly Telling[] {
  const repeated = all.map((one) => shuffled([...one, ...one.filter(() => chance() < 0.4)], chance));
  return near ? shuffled(repeated, chance).flat() : shuffled(repeated.flat(), chance);
}

for (const of of seeds) {
  for (const near of [true, false]) {
    t.test(`I2: ${workers} workers, told ${near ? 'near together' : 'far apart'}: as if told in order`, async (t) => {
      const chance = random(of);
      const [inOrder, atOnce] = [await scene(options), await scene(options)];
      for (const life of await livesOf(inOrder, of)) for (const telling of life) await telling();
      await inOrder.work();
      const told = await tellAtOnce(atOnce, mixed(await livesOf(atOnce, of), near, chance), chance);
      await atOnce.work();
      t.same(await whatStands(atOnce), await whatStands(inOrder), `${told} tellings of ${lives} lives`);
    });
  }

  t.test(
    `C5, C6, C8: ${workers} workers, with tiers, a budget and recruiters: whatever each read, the books agree`,
    async (t) => {
      const chance = random(of + 3_000);
      const s = await scene(everything);
      await tellAtOnce(s, mixed(await livesOf(s, of), true, chance), chance);
      await tellAtOnce(s, mixed(await livesOf(s, of), false, chance), chance);
      await s.work();
      const { conversions } = await s.books();
      t.ok(conversions.some(({ method }) => method === 'sub_affiliate_override'));
    },
  );

  t.test(`A8: ${workers} workers, with credits closing in between: whatever is closed, the books agree`, async (t) => {
    const chance = random(of + 1_000);
    const s = await scene(options);
    const old = await livesOf(s, of, before(noon, { days: 90 }));
    const half = Math.floor(old.length / 2);
    // What was learned of an hour ago closes when it is next looked at.
    await tellAtOnce(s, mixed(old.slice(0, half), true, chance), chance);
    s.engine.clock.move({ hours: 2 });
    const closing = Array.from({ length: workers }, () => () => s.work());
    await tellAtOnce(s, shuffled([...mixed(old, false, chance), ...closing], chance), chance);
    await s.work();
    const { payments } = await s.books();
    t.ok(payments.some(({ closed }) => closed));
  });
}

const rounds = long ? 300 : 24;
const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, number) => number);
const atTheSameTime = async (tellings: readonly Telling[]): Promise<void> => {
  await Promise.all(tellings.map((telling) => telling()));
};

t.test('I2: ids that are joined all at once, each with each, become one payment', async (t) => {
  const chance = random(seed + 2_000);
  const s = await scene(options);
  for (const round of numbers(rounds / 4)) {
    const ids = numbers(10).map((number) => `id${number}_${round}`);
    await atTheSameTime(
      ids.map((id, rank) => () => s.deliver(paid(id, { rank, evidence: { slugs: [s.slug('jane')] } }))),
    );
    const links = ids.flatMap((id, number) => [
      linked(id, ids[(number + 1) % 10] ?? ''),
      linked(id, ids[(number + 3) % 10] ?? ''),
    ]);
    await atTheSameTime(shuffled([...links, ...links], chance).map((link) => () => s.deliver(link)));
  }
  t.same((await s.books()).balances, { 'jane.pending': 2_000n * BigInt(rounds / 4) });
});

t.test(
  'A4: payments of one subscription, or of one customer by different names, that are told at the same moment',
  async (t) => {
    const s = await scene(options);
    const [jane, bob] = [{ slugs: [s.slug('jane')] }, { slugs: [s.slug('bob')] }];
    const later = { occurredAt: after(noon, { hours: 1 }) };
    for (const round of numbers(rounds)) {
      const [subscription, externalId, processorId] = [`sub${round}`, `u${round}`, `cus${round}`];
      await s.deliver({
        type: 'customer.changed',
        occurredAt: noon,
        customer: { externalId, processorId },
        evidence: {},
      });
      await atTheSameTime([
        () => s.deliver(paid(`a${round}`, { subscription, evidence: jane })),
        () => s.deliver(paid(`b${round}`, { ...later, subscription, evidence: bob })),
        () => s.sale(`c${round}`, { customer: { externalId }, evidence: jane }),
        () => s.deliver(paid(`d${round}`, { ...later, customer: { processorId }, evidence: bob })),
      ]);
    }
    await s.work();
    t.same((await s.books()).balances, { 'jane.pending': 8_000n * BigInt(rounds) });
  },
);

t.test('in all of it no deadlock was seen', async (t) => {
  t.equal(await deadlocksSeen(store, superuserUrl), 0);
});
