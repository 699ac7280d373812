import assert from 'node:assert/strict';
import type { TObject } from '@sinclair/typebox';
import type { Adapter } from '../contract/adapter.ts';
import { checkBackfill, type Find } from './adapter-backfill-checks.ts';
import { checkCapabilities } from './adapter-capability-checks.ts';
import { checkFacts } from './adapter-fact-checks.ts';
import { checkMint, type MintSubject } from './adapter-mint-checks.ts';
import { checkMoney } from './adapter-money-checks.ts';
import { checkSignatures } from './adapter-signature-checks.ts';
import { checkStories } from './adapter-story-checks.ts';
import type { AdapterSubject } from './adapter-subject.ts';
import type { DeliveryExample } from './delivery-examples.ts';
import type { KitTest } from './kit-test.ts';

export interface AdapterExamples {
  /** Deliveries and the facts expected of them: at least one for every event the adapter understands (`readExamples`). */
  readonly deliveries: readonly DeliveryExample[];
  /** A signing secret of the processor's form, and one to roll it to. */
  readonly secret: string;
  readonly nextSecret: string;
  /** Headers that make a body genuine; left out: the simulator's. */
  readonly sign?: AdapterSubject['sign'];
  /**
   * Of an adapter that backfills: how its `backfill` finds what deliveries told, by each way it has, as `{ events: async (told) => […] }`. A stand-in for the
   * processor's API is made to hold it.
   */
  readonly backfill?: Readonly<Record<string, Find>>;
  /** Of an adapter that mints codes: a stand-in for the processor's API, and the adapter made to ask it. */
  readonly mint?: () => Promise<MintSubject>;
}

/**
 * What any processor adapter must keep (PROCESSORS, Conformance), for the bundled ones and yours alike: forged, altered, stale and foreign
 * deliveries are refused with a reason; facts are those expected, well-formed and pure; nulls, unknown fields and unknown events do no
 * harm; every story of its simulator has one outcome in every order; its capabilities are what its examples show.
 *
 * @example
 * t.test('kit', async (t) =>
 *   adapterKit(t, stripeAdapter(), {
 *     deliveries: readExamples(new URL('deliveries/', import.meta.url)),
 *     secret: 'whsec_1',
 *     nextSecret: 'whsec_2',
 *   }),
 * );
 */
export async function adapterKit<C extends TObject>(
  t: KitTest,
  adapter: Adapter<C>,
  examples: AdapterExamples,
): Promise<void> {
  const { simulator } = adapter;
  const sign: AdapterSubject['sign'] | undefined =
    examples.sign ?? (simulator && ((...given) => simulator.sign(...given)));
  assert.ok(sign !== undefined, 'give the kit `sign`, or the adapter a simulator');
  assert.ok(examples.deliveries.length > 0, 'give the kit examples of deliveries');
  const { deliveries, secret, nextSecret } = examples;
  const seal: AdapterSubject['seal'] = (body, key, now) => simulator?.seal?.(body, key, now) ?? body;
  const subject: AdapterSubject = {
    adapter,
    examples: deliveries,
    secret,
    nextSecret,
    sign,
    seal,
  };

  await t.test('signatures', async (inner) => checkSignatures(inner, subject));
  await t.test('facts', async (inner) => checkFacts(inner, subject));
  await t.test('capabilities', async (inner) => checkCapabilities(inner, subject));
  const { mint } = examples;
  if (adapter.mintCode !== undefined)
    assert.ok(mint, 'give the kit `mint`: a stand-in for the API that codes are minted at');
  if (mint) await t.test('codes', async (inner) => checkMint(inner, await mint()));
  if (simulator === undefined) return;
  await t.test('stories', async (inner) => checkStories(inner, subject, simulator));
  await t.test('money', async (inner) => checkMoney(inner, subject, simulator));
  const { backfill } = examples;
  if (adapter.backfill !== undefined) assert.ok(backfill, 'give the kit `backfill`: how it finds what deliveries told');
  if (backfill) await t.test('backfill', async (inner) => checkBackfill(inner, subject, simulator, backfill));
}
