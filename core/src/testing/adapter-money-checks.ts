import assert from 'node:assert/strict';
import type { Simulator, Story, StoryInput } from '../contract/adapter.ts';
import { exponentOf } from '../domain/money.ts';
import { input, statedBy, toldAsStored } from './adapter-story.ts';
import type { AdapterSubject } from './adapter-subject.ts';
import { type KitTest, promise } from './kit-test.ts';
import { paymentsOf } from './payments-of.ts';

/** Two digits that a float would lose, none, and three; in minor units. */
const scales = [
  { currency: 'USD', amount: 1_999n },
  { currency: 'JPY', amount: 1_000n },
  { currency: 'KWD', amount: 1_230n },
];

/** PROCESSORS, Conformance 9 and 10: what goes back belongs to a payment, is no more than it, and amounts mean in every currency what they were told as. */
export async function checkMoney(t: KitTest, subject: AdapterSubject, { stories }: Simulator): Promise<void> {
  for (const [name, story] of Object.entries(stories)) {
    await promise(t, `${name}: what is refunded or disputed finds its payment, and is no more than it`, () => {
      for (const { refs, state } of paymentsOf(factsOf(subject, story, input))) {
        const { reversals, kind, gross } = state;
        const objects = reversals.map(({ kind, key }) => `${kind} ${key}`).join(', ');
        const lost = `no payment of the story is known by ${refs.join(', ')}, which ${objects} names (R5)`;
        const mend = 'the refs of a refund or dispute hold the key of its payment, or an id among the refs of it';
        assert.ok(kind !== 'waiting' || reversals.length === 0, `${lost}: ${mend}`);
        const refunded = reversals.filter((one) => one.kind === 'refund').reduce((sum, one) => sum + one.rounded, 0n);
        const more = `refunds of ${refs.join(', ')} come to ${refunded}, more than the ${gross} paid (R4)`;
        const models = "state each refund with its own amount, or the running total as model 'total' under one key";
        assert.ok(refunded <= gross || kind === 'waiting', `${more}: ${models}`);
      }
    });

    await promise(
      t,
      `${name}: amounts are what they were told as, in currencies with two digits, none and three`,
      () => {
        if (grossOf(subject, story, input).length === 0) return;
        for (const { currency, amount } of scales) {
          const found = grossOf(subject, story, { ...input, currency, amount });
          const digits = `${currency}, which has ${exponentOf(currency)} decimal digits`;
          const told = `the story was told over ${amount} minor units of ${digits}, and its payments are over ${found.join(', ') || 'nothing'}`;
          assert.ok(found.includes(amount), `M1: ${told}: read decimals with parseDecimal, integers with fromScale`);
        }
      },
    );
  }
}

const factsOf = (subject: AdapterSubject, story: Story, given: StoryInput) =>
  story.deliveries(given).flatMap((delivery) => statedBy(subject, toldAsStored(subject, delivery)));

const grossOf = (subject: AdapterSubject, story: Story, given: StoryInput): readonly bigint[] =>
  paymentsOf(factsOf(subject, story, given))
    .filter(({ state }) => state.kind === 'payment')
    .map(({ state }) => state.gross);
