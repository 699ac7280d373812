import t from 'tap';
import { linked, paid, refunded } from '../../src/testing/facts.ts';
import { before } from '../../src/testing/time.ts';
import { random } from '../flows/in-any-order.ts';
import { house } from '../flows/house.ts';
import { differencesOf } from './day.ts';

const { scene } = await house(t, 12);

t.test('beside a server at work nothing under way is called a difference', async (t) => {
  const s = await scene();
  const seed = Math.floor(Math.random() * 2 ** 32);
  t.comment(`seed ${seed}`);
  const chance = random(seed);
  const until = performance.now() + 4_000;
  const occurredAt = before(new Date().toISOString(), { minutes: 1 });
  const evidence = () => ({ slugs: [s.slug(chance() < 0.5 ? 'jane' : 'bob')] });
  /** Each buyer comes back once or twice, by whichever key. */
  const customer = (n: number) => {
    const buyer = Math.floor(n / 2);
    return chance() < 0.5
      ? { externalId: `c${buyer}`, email: `m${buyer}@example.com` }
      : { email: `m${buyer}@example.com` };
  };

  let told = 0;
  const tell = async (): Promise<void> => {
    while ((performance.now() < until || told < 4) && told < 60) {
      const n = told++;
      await s.deliver(paid(`in_${n}`, { occurredAt, evidence: evidence(), customer: customer(n) }));
      await s.deliver(paid(`pi_${n}`, { occurredAt, rank: 10, evidence: evidence() }));
      await s.deliver(refunded(`re_${n}`, `pi_${n}`, 1_000n), linked(`in_${n}`, `pi_${n}`));
      await s.sale(`sale_${n}`, { occurredAt, customer: customer(n) });
    }
  };
  let [looks, worked] = [0, 0];
  const verify = async (): Promise<void> => {
    for (; performance.now() < until || looks < 2; looks++) t.same(await differencesOf(s.engine, s.organizationId), []);
  };
  const work = async (): Promise<void> => {
    while (performance.now() < until) worked += await s.work();
  };
  await Promise.all([tell(), tell(), tell(), work(), verify()]);
  t.comment(`${told} rounds told, ${worked} payments settled again, ${looks} looks`);
  t.ok(told > 3 && looks > 1, 'there was something to see');
  await s.work();
  t.same(await differencesOf(s.engine, s.organizationId), []);
});
