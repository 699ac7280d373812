import assert from 'node:assert/strict';
import t from 'tap';
import type { PostedLine } from '../../src/domain/context.ts';
import { postedAfter } from '../../src/domain/settle.ts';
import type { StoredFact } from '../../src/domain/stored-fact.ts';
import { decideAll, type World, world } from './brand-of-all.ts';
import { type Books, emptyBooks } from './books.ts';
import { hour, stored } from './build.ts';
import { history, link } from './histories.ts';
import { inspect, sumsOf } from './invariants.ts';
import { histories } from './property.ts';
import type { Random } from './random.ts';

/** Within the hold, and after it. */
const [early, late] = [hour(5), hour(1_000)];

/** The payments that stand: both, until they are found to be one. */
const survivors = (facts: readonly StoredFact[]): readonly string[] =>
  facts.some(({ id }) => id === 'link') ? ['p1'] : ['p1', 'p2'];

/** Settles every payment that stands, as the flows do: what was decided in that moment is stored with it. */
function settled(r: Random, of: World, { facts, posted }: Books, now: string): Books {
  const standing = survivors(facts);
  let [known, all] = [facts, posted];
  for (const survivor of standing) {
    const mine = <V extends { readonly paymentId: string | null }>(rows: readonly V[]): V[] =>
      standing.length === 1 ? [...rows] : rows.filter(({ paymentId }) => paymentId === survivor || paymentId === null);
    if (mine(known).every(({ paymentId }) => paymentId === null)) continue;
    const before: readonly PostedLine[] = mine(all);
    const outcome = decideAll(of, mine(known), survivor, before, now);
    const { state, decision, lines, closed, postings, cancelledInHold: isCancelled, newFacts } = outcome;
    assert.notEqual(outcome.standing, 'failed', outcome.reason);
    inspect(
      { decided: { state, decision, lines, closed, isCancelled, cancelReverses: false }, postings, before, survivor },
      r,
    );
    if (of.left !== null && state.closed === null) {
      const sum = lines.reduce((total, { line }) => total + line.amount, 0n);
      assert.ok(sum <= of.left, 'C5: lines and overrides together stay within what is left');
    }
    all = postedAfter(all, postings);
    const made = newFacts.map((fact) =>
      stored(fact, {
        id: `${fact.type}-${survivor}-${known.length}`,
        paymentId: survivor,
        actor: 'core',
        recordedAt: now,
      }),
    );
    known = [...known, ...made];
  }
  return { facts: known, posted: all };
}

/** Facts arrive in any order and some twice; settlement runs now and then, and now and then a hold has ended by then. */
function live(r: Random, of: World, first: readonly StoredFact[], facts: readonly StoredFact[], closes: number): Books {
  let books: Books = { ...emptyBooks, facts: first };
  const order = r.shuffled([...facts, ...facts.filter(() => r.chance(15))]);
  for (const fact of r.chance(60)
    ? [...order.filter((one) => one !== link), ...order.filter((one) => one === link)]
    : order) {
    books = { ...books, facts: [...books.facts, fact] };
    if (r.chance(30)) books = settled(r, of, books, r.chance(closes) ? late : early);
  }
  return settled(r, of, books, early);
}

/** Codes among the evidence, and a subscription's payments told as first ones or renewals. */
function withCoupons(r: Random, facts: readonly StoredFact[]): readonly StoredFact[] {
  const billing = r.pick(['one_time', 'first', 'renewal'] as const);
  return facts.map((one) => {
    const { fact } = one;
    if (fact.type !== 'payment.received') return one;
    const coupons = r.chance(30) ? [{ code: r.pick(['E1', 'E2', 'E3', 'NONE']) }] : [];
    return { ...one, fact: { ...fact, billing, evidence: { ...fact.evidence, coupons } } };
  });
}

t.test(
  'with all plugins and lanes, a budget, coupons, recruiters and subscriptions: one end, in any order',
  async (t) => {
    histories(t, 5_000, (r) => {
      const story = history(r);
      const of = world(r);
      const facts = withCoupons(r, story.facts);
      const lived = live(r, of, [], facts, 25);
      const apart = !facts.some(({ id }) => id === 'assigned');
      const replayed = settled(r, of, { facts: lived.facts, posted: [] }, early);
      assert.equal(sumsOf(lived.posted, apart), sumsOf(replayed.posted, apart), 'replay = live');
      // Where each stood at its first credit is kept with it: it is there before anything is told again.
      const kept = lived.facts.filter(({ actor }) => actor === 'core');
      const told = lived.facts.filter(({ actor }) => actor !== 'core');
      const again = live(r, of, kept, told, 0);
      assert.equal(
        sumsOf(lived.posted, apart),
        sumsOf(again.posted, apart),
        'another order of arrival, the same ledger',
      );
    });
  },
);
