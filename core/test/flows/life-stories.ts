import { disputed, linked, noon, paid, refunded } from '../../src/testing/facts.ts';
import type { Scenario } from '../../src/testing/scenario.ts';
import { after, before } from '../../src/testing/time.ts';
import type { Telling } from './in-any-order.ts';

export interface LifeOptions {
  /** Makes every id of it unique. */
  readonly name: string;
  /** In [0, 1): draws what happens in it, always the same from the same seed. */
  readonly chance: () => number;
  /** When its first payment happens. */
  readonly at?: string;
}

const names = ['jane', 'bob', 'carl', 'dora'];

/**
 * Everything that is told of one customer, in the order it happened: a lead, a subscription's first payment stated by intent, session, invoice
 * and the brand's own server, and joined by links; renewals; orders told server to server; codes, refunds and disputes in all their states.
 */
export async function lifeOf(s: Scenario, { name, chance, at = noon }: LifeOptions): Promise<readonly Telling[]> {
  const some = <V>(values: readonly V[]): V => values[Math.floor(chance() * values.length)] as V;
  const sometimes = (share: number, ...tellings: readonly Telling[]): readonly Telling[] =>
    chance() < share ? tellings : [];
  const id = (kind: string): string => `${kind}_${name}`;
  const hours = (count: number): string => after(at, { hours: count });
  const slug = (): { slugs: readonly string[] } => ({ slugs: [s.slug(some(names))] });
  const amount = 1_000n + BigInt(Math.floor(chance() * 90_000));
  const part = (share: number): bigint => BigInt(Math.floor(Number(amount) * share));
  const customer = { processorId: id('cus'), email: `${name}@buyers.test` };
  const clickIds = [await s.click(some(names), before(at, { days: 2 }), { visitor: Math.floor(chance() * 2 ** 40) })];
  const subscription = id('sub');
  const orders = { externalId: id('u'), email: customer.email };

  return [
    ...told(slug(), (evidence) =>
      sometimes(0.5, () => s.lead(orders, { occurredAt: before(at, { days: 1 }), evidence })),
    ),
    ...sometimes(0.3, () =>
      s.deliver({ type: 'customer.changed', occurredAt: before(at, { hours: 20 }), customer, evidence: {} }),
    ),
    () =>
      s.deliver(
        paid(id('pi'), { rank: 10, tentative: true, occurredAt: at, amount, customer: { processorId: id('cus') } }),
      ),
    () => s.deliver(paid(id('cs'), { rank: 20, occurredAt: at, amount, subscription, evidence: { clickIds } })),
    ...told(slug(), (evidence) =>
      sometimes(0.4, () => s.sale(id('in'), { occurredAt: hours(1), amount: amount + 1n, evidence })),
    ),
    () =>
      s.deliver(
        paid(id('in'), { occurredAt: hours(1), amount, tax: part(0.1), customer, subscription, billing: 'first' }),
      ),
    () => s.deliver(linked(id('in'), id('pi'))),
    () => s.deliver(linked(id('cs'), id('pi'))),
    () => s.deliver(linked(id('ch'), id('pi'))),
    () => s.deliver(refunded(id('re1'), id('ch'), part(0.3), { occurredAt: hours(30) })),
    () => s.deliver(refunded(id('re2'), id('pi'), part(0.2), { occurredAt: hours(31), status: 'pending' })),
    ...told(some(['succeeded', 'failed'] as const), (status) => [
      () => s.deliver(refunded(id('re2'), id('ch'), part(0.2), { occurredAt: hours(31), asOf: hours(32), status })),
    ]),
    ...sometimes(
      0.5,
      () => s.deliver(disputed(id('dp'), id('ch'), part(0.4), { occurredAt: hours(40) })),
      () =>
        s.deliver(disputed(id('dp'), id('ch'), part(0.4), { asOf: hours(50), reinstated: part(0.4), phase: 'won' })),
    ),
    ...[1, 2].flatMap((number) => {
      const [invoice, intent] = [`in${number}_${name}`, `pi${number}_${name}`];
      const renewal = { occurredAt: hours(100 * number), amount, subscription };
      const evidence = slug();
      return sometimes(
        0.7,
        () => s.deliver(paid(intent, { ...renewal, rank: 10, evidence, customer: { processorId: id('cus') } })),
        () => s.deliver(paid(invoice, { ...renewal, billing: 'renewal', customer }), linked(invoice, intent)),
        () => s.deliver(refunded(`re_${invoice}`, intent, amount, { occurredAt: hours(100 * number + 1) })),
      );
    }),
    ...told({ ...slug(), coupons: [{ code: `${some(names)}10` }] }, (evidence) =>
      sometimes(
        0.6,
        () => s.sale(id('o'), { occurredAt: hours(5), amount: 7_777n, customer: orders, evidence }),
        () => s.refund(id('r'), id('o'), 3_333n, { currency: 'USD', occurredAt: hours(6) }),
      ),
    ),
    ...sometimes(0.5, () => s.sale(id('p'), { occurredAt: hours(7), amount: 555n, customer: { externalId: id('u') } })),
  ];
}

/** What is drawn once and then told as often as it is told. */
const told = <V>(value: V, tellings: (value: V) => readonly Telling[]): readonly Telling[] => tellings(value);
