import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Simulator, StoryDelivery } from '../contract/adapter.ts';
import type { Fact } from '../contract/facts.ts';
import { canonical } from '../domain/json.ts';
import { input, statedBy, toldAsStored } from './adapter-story.ts';
import { type AdapterSubject, assertAccepted, verified } from './adapter-subject.ts';
import { assertFact } from './fact-shape.ts';
import { type KitTest, promise } from './kit-test.ts';
import { paymentsOf } from './payments-of.ts';

/** Up to so many deliveries, every order is tried: 5,040 of seven. */
const allOrdersUpTo = 7;

/** PROCESSORS, Conformance 6 and 8: a story has one outcome in whatever order and however often it is told. */
export async function checkStories(t: KitTest, subject: AdapterSubject, { stories }: Simulator): Promise<void> {
  for (const [name, story] of Object.entries(stories)) {
    await promise(t, `${name}: every delivery is genuine, known and readable`, () => {
      const told = story.deliveries(input);
      assert.ok(told.length > 0, 'the story tells nothing');
      assert.deepEqual(
        story.deliveries(input),
        told,
        'told twice, the story differs: it may depend on its input alone',
      );
      assert.equal(new Set(told.map(({ body }) => body)).size, told.length, 'a delivery is told twice');
      told.flatMap((delivery) => factsOf(subject, delivery)).forEach(assertFact);
      for (const { type } of told)
        assert.ok(subject.adapter.events.includes(type), `${type} is not among the events of the adapter`);
    });

    await promise(t, `${name}: one outcome in every order, with duplicates`, () => {
      const deliveries = story.deliveries(input);
      const facts = deliveries.map((told) => factsOf(subject, told));
      const backwards = deliveries.toReversed().map((told) => factsOf(subject, told));
      assert.deepEqual(backwards.toReversed(), facts, 'what a delivery states depends on what was read before it');
      const outcome = outcomeOf(facts);
      const mend = 'the latest state of an object counts: its asOf is when that state was true (R2)';
      for (const order of orders(facts)) {
        assert.equal(outcomeOf(order), outcome, `told in another order, the story ends otherwise: ${mend}`);
      }
    });
  }

  await promise(t, 'live and test are told apart', () => {
    for (const story of Object.values(stories)) {
      for (const live of [true, false]) {
        for (const { body, headers } of story.deliveries({ ...input, live })) {
          const verification = verified(subject, body, { beside: headers });
          assertAccepted(verification, 'a delivery of a story');
          assert.ok(
            ['unknown', live ? 'live' : 'test'].includes(verification.mode),
            `a story told ${live ? 'live' : 'as a test'} is verified as ${verification.mode}`,
          );
        }
      }
    }
  });

  await promise(t, 'stories told under two ids share no payment', () => {
    for (const story of Object.values(stories)) {
      const refs = ['kit1', 'kit2'].flatMap((id) => {
        const facts = story.deliveries({ ...input, id }).flatMap((told) => factsOf(subject, told));
        return paymentsOf(facts).flatMap((payment) => payment.refs);
      });
      assert.equal(
        new Set(refs).size,
        refs.length,
        'an id of one telling is met in the other: make every id of input.id',
      );
    }
  });
}

const factsOf = (subject: AdapterSubject, told: StoryDelivery): readonly Fact[] =>
  statedBy(subject, toldAsStored(subject, told));

const outcomeOf = (facts: readonly (readonly Fact[])[]): string => canonical(paymentsOf(facts.flat()));

/** Of a longer story so many random orders are, and in the long run of the tests more. */
const randomOrders = process.env['FAIRLEAD_LONG'] === undefined ? 300 : 2_000;

/** Every order of a short story, each with one delivery doubled; of a long one random ones, with some doubled, by a seed that never changes. */
function* orders<T>(deliveries: readonly T[]): Generator<readonly T[]> {
  if (deliveries.length <= allOrdersUpTo) {
    let doubled = 0;
    for (const order of permutations(deliveries)) {
      doubled = (doubled + 1) % order.length;
      yield [...order, ...order.slice(doubled, doubled + 1)];
    }
    return;
  }
  const indexes = deliveries.map((_, index) => index);
  const shuffled = fc.tuple(
    fc.shuffledSubarray(indexes, { minLength: indexes.length }),
    fc.array(fc.constantFrom(...indexes), { maxLength: 3 }),
  );
  for (const [order, doubled] of fc.sample(shuffled, { numRuns: randomOrders, seed: 20_261_120 })) {
    yield [...order, ...doubled].flatMap((index) => deliveries[index] ?? []);
  }
}

function* permutations<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length === 0) yield [];
  for (const [index, first] of items.entries()) {
    for (const rest of permutations(items.toSpliced(index, 1))) yield [first, ...rest];
  }
}
