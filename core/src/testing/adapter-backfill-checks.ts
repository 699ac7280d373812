import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Simulator, StoredDelivery, StoryDelivery } from '../contract/adapter.ts';
import type { Fact } from '../contract/facts.ts';
import { canonical } from '../domain/json.ts';
import { input, statedBy, toldAsStored } from './adapter-story.ts';
import type { AdapterSubject } from './adapter-subject.ts';
import { assertFact } from './fact-shape.ts';
import type { KitTest } from './kit-test.ts';
import { paymentsOf } from './payments-of.ts';

/** What `backfill` finds at a processor that holds what these deliveries told. */
export type Find = (told: readonly StoryDelivery[]) => Promise<readonly StoredDelivery[]>;

/** How many interleavings of webhooks and finds are tried. */
const runs = 60;

/**
 * PROCESSORS, Conformance 7: told by webhooks alone, found by backfill alone, or both in whatever order, a story ends in the same money; and what is found twice is
 * one find.
 */
export async function checkBackfill(
  t: KitTest,
  subject: AdapterSubject,
  { stories }: Simulator,
  ways: Readonly<Record<string, Find>>,
): Promise<void> {
  for (const [way, find] of Object.entries(ways)) {
    for (const [name, story] of Object.entries(stories)) {
      await t.test(`${name}, found in ${way}: one end with webhooks, with backfill and with both`, async (inner) => {
        const told = story.deliveries(input);
        const found = await find(told);
        const again = await find(told);
        assert.deepEqual(again.map(idOf), found.map(idOf), 'looked for twice, the finds differ');
        const webhooks = told.map((delivery) => statedBy(subject, toldAsStored(subject, delivery)));
        const finds = found.map((delivery) => statedBy(subject, delivery));
        finds.flat().forEach(assertFact);
        const expected = moneyOf(webhooks);
        assert.deepEqual(alone(moneyOf(finds)), alone(expected), 'backfill alone ends otherwise than webhooks alone');
        for (const order of mixed([...webhooks, ...finds])) assert.deepEqual(moneyOf(order), expected);
        inner.pass?.(name);
      });
    }
  }
}

const idOf = ({ eventId }: StoredDelivery): string => eventId;

/** What is owed for a payment follows from this alone. */
const moneyOf = (stated: readonly (readonly Fact[])[]): readonly string[] =>
  paymentsOf(stated.flat())
    .map(({ state }) =>
      canonical({
        kind: state.kind,
        key: state.believed?.key ?? null,
        currency: state.currency,
        gross: String(state.gross),
        tax: String(state.tax),
        shipping: String(state.shipping),
        reversed: String(state.reversed),
        billing: state.billing,
        subscription: state.subscription,
        tentative: state.tentative,
        clicks: state.evidence.clickIds,
        coupons: state.evidence.coupons,
        reversals: state.reversals.map(({ kind, key, status, rounded }) => [kind, key, status, String(rounded)]),
      }),
    )
    .sort();

/**
 * By webhooks alone a processor may tell of who tries and has not paid, and whether a payment of a subscription is its first: the core finds that out by itself.
 */
const alone = (money: readonly string[]): readonly string[] =>
  money
    .filter((one) => !one.includes('"kind":"lead"'))
    .map((one) => one.replace(/"billing":"(first|renewal|unknown)"/, '"billing":"?"'))
    .sort();

/** By a seed that never changes: some finds and webhooks are doubled, all are shuffled. */
function* mixed<T>(deliveries: readonly T[]): Generator<readonly T[]> {
  const indexes = deliveries.map((_, index) => index);
  const shuffled = fc.tuple(
    fc.shuffledSubarray(indexes, { minLength: indexes.length }),
    fc.array(fc.constantFrom(...indexes), { maxLength: 3 }),
  );
  for (const [order, doubled] of fc.sample(shuffled, { numRuns: runs, seed: 20_261_121 }))
    yield [...order, ...doubled].flatMap((index) => deliveries[index] ?? []);
}
