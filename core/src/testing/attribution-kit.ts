import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { AttributionStrategy, Claim, EvidenceView, Finding } from '../contract/attribution.ts';
import { evidenceOf, evidences, withLaterEvidence } from './evidence.ts';
import { type KitTest, promise } from './kit-test.ts';
import { answered, runPurely } from './purity.ts';
import { assertSame } from './same.ts';
import { assertCode, assertId, assertValues } from './told.ts';

/** The sources a sale can be shown with (F90). */
const methods = [
  'coupon',
  'link',
  'customer_match',
  'click',
  'lead',
  'sub_affiliate_override',
  'server',
  'imported',
  'manual',
];

/**
 * What any attribution strategy must keep, over random evidence that contradicts itself freely: pure answers with reasons, claims whose
 * shares are whole and name enrollments of the evidence, and no credit for what was made after the payment. A failing run prints its seed.
 *
 * @example
 * t.test('kit', async (t) => attributionKit(t, strategy));
 */
export async function attributionKit(t: KitTest, strategy: AttributionStrategy): Promise<void> {
  const decide = (view: EvidenceView): Finding =>
    answered('decide', () => runPurely((evidence) => strategy.decide(evidence), view));
  const everyEvidence = (check: (view: EvidenceView) => void): void =>
    fc.assert(fc.property(evidences(strategy.models ?? ['last_click']), check), { numRuns: 1000 });

  await promise(t, 'it has an id, and a method the sales list knows', () => {
    assertId(strategy.id);
    assert.ok(methods.includes(strategy.method), `the method '${strategy.method}' is none of ${methods.join(', ')}`);
  });

  await promise(t, 'without evidence it passes', () => {
    const { outcome } = decide(evidenceOf());
    assert.equal(outcome, 'pass', 'it claims a payment without any evidence: pass with a reason that begins with no_');
  });

  await promise(t, 'the same evidence gets the same answer, with a reason and values that can be stored', () => {
    everyEvidence((view) => {
      const finding = decide(view);
      assertCode(finding.reason, 'reason');
      assertValues(finding.values, finding.reason);
    });
  });

  await promise(t, 'M3: a claim is whole: distinct enrollments of the evidence, weights summing to 1 000 000', () => {
    everyEvidence((view) => {
      const finding = decide(view);
      if (finding.outcome === 'claim') assertWhole(finding, view);
    });
  });

  await promise(t, 'A8: what was made after the payment changes no share', () => {
    const pair = evidences(strategy.models ?? ['last_click']).chain((view) =>
      fc.tuple(fc.constant(view), withLaterEvidence(view)),
    );
    fc.assert(
      fc.property(pair, ([view, later]) => assertSame(sharesOf(decide(later)), sharesOf(decide(view)), afterwards)),
      { numRuns: 1000 },
    );
  });
}

const afterwards =
  'A8: with clicks, leads or codes of after the payment it claims otherwise: what is later than occurredAt never counts';

const sharesOf = (finding: Finding): Claim['shares'] => (finding.outcome === 'claim' ? finding.shares : []);

function assertWhole({ shares, method }: Claim, view: EvidenceView): void {
  const ids = shares.map(({ enrollmentId }) => enrollmentId);
  assert.equal(new Set(ids).size, ids.length, `M3: an enrollment is named twice, ${ids.join(', ')}: one share each`);
  for (const id of ids)
    assert.ok(view.enrollments[id], `M3: the enrollment '${id}' is claimed, and no evidence names it`);
  for (const { weight } of shares)
    assert.ok(
      Number.isInteger(weight) && weight > 0,
      `M3: a weight is ${weight}: parts per million, whole and above 0`,
    );
  const sum = shares.reduce((weights, { weight }) => weights + weight, 0);
  assert.equal(
    sum,
    1_000_000,
    `M3: the weights sum to ${sum}, not to 1000000: give what rounding leaves to the earlier touch`,
  );
  if (method !== undefined)
    assert.ok(methods.includes(method), `the method '${method}' is none of ${methods.join(', ')}`);
}
