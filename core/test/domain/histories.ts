import type { FoundEnrollment } from '../../src/domain/context.ts';
import type { StoredFact } from '../../src/domain/stored-fact.ts';
import { dispute, enrollment, hour, received, refund, stored } from './build.ts';
import type { Random } from './random.ts';

/** The life of one payment as it really was, with what a reader of it must find. */
export interface History {
  /** In the order they happened. Those of `p2` turn out late to be of `p1`: the link says so. */
  readonly facts: readonly StoredFact[];
  readonly enrollments: readonly FoundEnrollment[];
  readonly gross: bigint;
  /** F, by the last state of each object as it was made: R2, R3 and R4 without the code that is tested. */
  readonly reversed: bigint;
  /** When its subscription ended, as it was made; null: it did not, or there is none (R7). */
  readonly ended: string | null;
}

interface Made {
  readonly facts: readonly StoredFact[];
  /** What the object's last state takes, before the clamp to [0, G]. */
  readonly takes: bigint;
}

export function history(r: Random): History {
  const gross = r.chance(10) ? 1n + r.upTo(9n) : r.chance(5) ? 1n + r.upTo(10n ** 13n) : 1n + r.upTo(50_000n);
  const two = r.chance(30);
  const life = r.chance(30) ? subscriptionLife(r) : null;
  const paid = statements(r, gross, two, life !== null);
  const objects = Array.from({ length: r.below(5) }, (_, i) =>
    object(r, `o${i}`, gross, two ? r.pick(['p1', 'p2']) : 'p1'),
  );
  const takes = objects.reduce((sum, one) => sum + one.takes, 0n);
  return {
    facts: [
      ...paid,
      ...objects.flatMap(({ facts }) => facts),
      ...decisions(r, two),
      ...(life?.facts ?? []),
      ...(two ? [link] : []),
    ],
    enrollments: ['e1', 'e2', 'e3'].map((id) => enrollmentOf(r, id)),
    gross,
    reversed: takes < 0n ? 0n : takes > gross ? gross : takes,
    ended: life?.ended ?? null,
  };
}

/** Says that `p1` and `p2` are one payment. */
export const link: StoredFact = stored(
  { type: 'identifiers.linked', refs: ['in_1', 'pi_1'], occurredAt: hour(0) },
  { id: 'link' },
);

/** An invoice, a checkout and an intent of one payment, some of them, in one sum; each may know what the others do not. */
function statements(r: Random, gross: bigint, two: boolean, isSubscribed: boolean): StoredFact[] {
  const total = r.chance(15) ? gross + r.upTo(gross) : gross;
  const kinds = [
    { key: 'in_1', rank: 30, tentative: false, paymentId: 'p1' },
    { key: 'cs_1', rank: 20, tentative: false, paymentId: 'p1' },
    { key: 'pi_1', rank: 10, tentative: !two || r.chance(50), paymentId: two ? 'p2' : 'p1' },
  ];
  const told = two ? [kinds[0], kinds[2]] : kinds.filter(() => r.chance(60));
  if (told.length === 0) told.push(r.pick(kinds));
  const tax = r.chance(70) ? r.upTo(total / 3n) : undefined;
  const shipping = r.chance(30) ? r.upTo(total / 5n) : undefined;
  return told
    .flatMap((kind) => kind ?? [])
    .map(({ key, rank, tentative, paymentId }) => {
      const { tax: _, ...fact } = received({
        key,
        rank,
        amount: gross,
        total,
        tentative,
        evidence: evidence(r),
        occurredAt: hour(r.below(2)),
      }).fact as Extract<StoredFact['fact'], { type: 'payment.received' }>;
      const parts = {
        ...(isSubscribed && { subscription: 'sub' }),
        ...(tax !== undefined && { tax }),
        ...(shipping !== undefined && { shipping }),
      };
      return stored({ ...fact, ...parts }, { id: key, paymentId });
    });
}

const evidence = (r: Random) => ({
  ...(r.chance(60) && { slugs: [r.pick(['e1', 'e2', 'e3', 'unknown'])] }),
  ...(r.chance(40) && { clickIds: r.shuffled(['e1', 'e2', 'e3']).slice(r.below(3)) }),
});

/** A refund or dispute object through its states: their times never go back, and states of one instant come in their order (R2, R3). */
function object(r: Random, key: string, gross: bigint, paymentId: string): Made {
  const amount = r.chance(20) ? gross : 1n + r.upTo(gross);
  if (r.chance(35)) return disputed(r, key, amount, paymentId);
  return r.chance(15) ? total(r, key, gross, paymentId) : refunded(r, key, amount, paymentId);
}

function refunded(r: Random, key: string, amount: bigint, paymentId: string): Made {
  const states = r.pick([
    ['succeeded'],
    ['pending'],
    ['pending', 'succeeded'],
    ['succeeded', 'failed'],
    ['pending', 'succeeded', 'failed'],
  ] as const);
  const foreign = r.chance(5);
  const given = {
    key,
    amount,
    currency: foreign ? 'EUR' : 'USD',
    ...(r.chance(30) && { tax: r.upTo(amount / 2n) }),
    ...(r.chance(15) && { shipping: r.upTo(amount / 4n) }),
  };
  const facts = inTime(r, states, (status, asOf, id) =>
    refund({ ...given, status, asOf }, { id: `${key}-${id}`, paymentId }),
  );
  return { facts, takes: states.at(-1) === 'succeeded' && !foreign ? amount : 0n };
}

function total(r: Random, key: string, gross: bigint, paymentId: string): Made {
  const first = r.upTo(gross);
  const sums = [first, first + r.upTo(gross - first)];
  const facts = inTime(r, sums, (amount, asOf, id) =>
    refund({ model: 'total', key, amount, asOf }, { id: `${key}-${id}`, paymentId }),
  );
  return { facts, takes: sums.at(-1) ?? 0n };
}

/** What is told of a subscription, in time; some processors say with every later word when it ended, others only when they say so (R7). */
function subscriptionLife(r: Random): { readonly facts: readonly StoredFact[]; readonly ended: string | null } {
  const states = r.pick<readonly ('active' | 'ended')[]>([
    [],
    ['active'],
    ['ended'],
    ['active', 'ended'],
    ['ended', 'ended'],
    ['active', 'ended', 'active'],
    ['ended', 'active', 'ended'],
    ['active', 'ended', 'ended'],
  ]);
  const tells = r.chance(50);
  let at = r.below(300);
  let ended: string | null = null;
  const facts = states.map((state, id) => {
    const occurredAt = hour((at += 1 + r.below(250)));
    ended = state === 'active' ? null : (ended ?? occurredAt);
    return stored(
      {
        type: 'subscription.changed',
        key: 'sub',
        occurredAt,
        state,
        evidence: {},
        ...(tells && ended !== null && { endedAt: ended }),
      },
      { id: `sub-${id}`, paymentId: null },
    );
  });
  return { facts, ended };
}

type Movement = readonly [withdrawn: bigint, reinstated: bigint];

/** Opened, then perhaps won, lost again, appealed: money goes and comes in a settlement currency of its own. */
function disputed(r: Random, key: string, amount: bigint, paymentId: string): Made {
  const unit = 1n + r.upTo(2n * amount);
  const part = r.upTo(unit);
  const movements: readonly Movement[] = r.pick<readonly Movement[]>([
    [[0n, 0n]],
    [[unit, 0n]],
    [
      [0n, 0n],
      [unit, 0n],
      [unit, unit],
    ],
    [
      [unit, 0n],
      [unit, unit],
      [2n * unit, unit],
    ],
    [
      [unit, 0n],
      [unit, part],
    ],
  ]);
  const back = r.chance(10);
  const facts = inTime(r, movements, ([withdrawn, reinstated], asOf, id) =>
    dispute(
      { key, amount, withdrawn, reinstated, asOf, ...(back && { counts: 'back' as const }) },
      { id: `${key}-${id}`, paymentId },
    ),
  );
  const [withdrawn, reinstated] = movements.at(-1) ?? [0n, 0n];
  const taken = withdrawn === 0n ? 0n : (2n * amount * (withdrawn - reinstated) + withdrawn) / (2n * withdrawn);
  return { facts, takes: back ? -taken : taken };
}

function inTime<S>(
  r: Random,
  states: readonly S[],
  make: (state: S, asOf: string, id: number) => StoredFact,
): StoredFact[] {
  let at = 1 + r.below(100);
  return states.map((state, id) => make(state, hour((at += r.below(2))), id));
}

/** What people say, and evidence that comes late. */
function decisions(r: Random, two: boolean): StoredFact[] {
  const about = (id: string) => ({ id, actor: 'user:u1', reason: 'told' });
  const made: StoredFact[] = [];
  if (r.chance(30)) {
    made.push(
      stored({ type: 'evidence.added', refs: [], occurredAt: hour(3), evidence: evidence(r) }, { id: 'evidence' }),
    );
  }
  if (r.chance(15)) made.push(stored({ type: 'credit.denied', occurredAt: hour(r.below(9)) }, about('denied')));
  if (r.chance(10)) made.push(stored({ type: 'credit.reinstated', occurredAt: hour(r.below(9)) }, about('reinstated')));
  if (r.chance(10))
    made.push(
      stored({ type: 'credit.assigned', occurredAt: hour(4), enrollmentId: r.pick(['e1', 'e2']) }, about('assigned')),
    );
  if (r.chance(60)) {
    const paymentId = two ? 'p2' : 'p1';
    made.push(stored({ type: 'payment.definite', occurredAt: hour(1) }, { id: 'definite', paymentId }));
  }
  return made;
}

const enrollmentOf = (r: Random, id: string): FoundEnrollment =>
  enrollment(id, {
    status: r.chance(10) ? 'paused' : 'approved',
    selfReferral: r.chance(3),
    commission: {
      base: r.chance(25) ? 'gross' : 'net',
      cancelWithinHoldReverses: r.chance(50),
      models: {
        percent: { rate: r.below(1_200_000) },
        ...(r.chance(15) && { flat: { amount: r.below(900) } }),
        ...(r.chance(30) && { tiers: ladder(r.below(4), r.below(1_200_000)) }),
      },
    },
    ...(r.chance(30) && { recruiter: recruiterOf(r) }),
  });

const ladder = (sales: number, rate: number) => ({
  measure: 'count',
  period: 'lifetime',
  changes: 'percent',
  steps: [{ sales, rate }],
});

/** Who recruited somebody, for a part of what that one earns (C8); now and then not in the campaign any more. */
const recruiterOf = (r: Random): FoundEnrollment =>
  enrollment('boss', {
    status: r.chance(15) ? 'paused' : 'approved',
    commission: { models: { sub_affiliates: { rate: r.below(1_200_000), allowAbove100: true } } },
  });
