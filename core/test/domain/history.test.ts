import assert from 'node:assert/strict';
import t from 'tap';
import { canonical } from '../../src/domain/json.ts';
import { reducePayment } from '../../src/domain/payment.ts';
import type { StoredFact } from '../../src/domain/stored-fact.ts';
import { type Books, close, emptyBooks, learn, settled } from './books.ts';
import { history, type History, link } from './histories.ts';
import { inspect, sumsOf } from './invariants.ts';
import { histories } from './property.ts';
import type { Random } from './random.ts';

interface Pace {
  /** Per cent of arrivals after which everything is settled, and after which a hold ends. */
  readonly settles: number;
  readonly closes: number;
}

/** Facts arrive in any order and some twice; settlement runs now and then, holds end now and then. */
function live(r: Random, { facts, enrollments }: Pick<History, 'facts' | 'enrollments'>, pace: Pace): Books {
  let books = emptyBooks;
  for (const [step, fact] of arrivals(r, facts).entries()) {
    books = learn(books, fact);
    if (r.chance(pace.closes)) books = close(books, enrollments, r.pick(['p1', 'p2']), step);
    if (r.chance(pace.settles)) books = settled(books, enrollments, (one) => inspect(one, r));
  }
  return settled(books, enrollments, (one) => inspect(one, r));
}

/** Any order, some twice; that two payments are one is often learned last. */
function arrivals(r: Random, facts: readonly StoredFact[]): StoredFact[] {
  const order = r.shuffled([...facts, ...facts.filter(() => r.chance(15))]);
  return r.chance(60) ? [...order.filter((fact) => fact !== link), ...order.filter((fact) => fact === link)] : order;
}

t.test('facts of one payment come to one state, and one ledger, in any order and repetition', async (t) => {
  histories(t, 100_000, (r) => {
    const story = history(r);
    const state = reducePayment(story.facts);
    assert.equal(state.gross, story.gross);
    assert.equal(state.subscriptionEnd, story.ended, 'R7: when the subscription ended');
    assert.equal(state.reversed, story.reversed, 'R2, R3, R4: objects at their latest state');
    assert.equal(
      canonical(reducePayment(arrivals(r, story.facts))),
      canonical(state),
      'order and repetition cannot matter',
    );

    const lived = live(r, story, { settles: 30, closes: 12 });
    const apart = !story.facts.some(({ id }) => id === 'assigned');
    const replayed = settled({ facts: lived.facts, posted: [] }, story.enrollments);
    assert.equal(sumsOf(lived.posted, apart), sumsOf(replayed.posted, apart), 'replay = live');
    const again = live(r, { ...story, facts: lived.facts }, { settles: 15, closes: 0 });
    assert.equal(sumsOf(lived.posted, apart), sumsOf(again.posted, apart), 'another order of arrival, the same ledger');
  });
});
