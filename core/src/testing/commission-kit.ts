import assert from 'node:assert/strict';
import type { Static, TObject } from '@sinclair/typebox';
import * as fc from 'fast-check';
import type { CommissionInput, CommissionModel, Computed } from '../contract/commission.ts';
import { commissionInputs } from './commission-inputs.ts';
import { type KitTest, promise } from './kit-test.ts';
import { accepted, type CommissionExamples, completed, modelFace } from './model-face.ts';
import { answered, runPurely } from './purity.ts';
import { assertCode, assertValues } from './told.ts';

export type { CommissionExamples } from './model-face.ts';

/**
 * What any commission model must keep: terms that draw a form and complete themselves, pure answers with amounts of whole minor units
 * that are never negative, and working that ends in the amount. A failing run prints its seed.
 *
 * @example
 * t.test('kit', async (t) => commissionModelKit(t, model, { terms: [{ rate: 200_000 }], refused: [] }));
 */
export async function commissionModelKit<T extends TObject>(
  t: KitTest,
  model: CommissionModel<T>,
  examples: CommissionExamples,
): Promise<void> {
  await modelFace(t, model, 'base', examples);

  const everyEvent = (check: (input: CommissionInput<Static<T>>) => void): void => {
    for (const given of examples.terms) {
      const terms = completed(model, given);
      fc.assert(
        fc.property(commissionInputs(accepted(model)), (input) => check({ ...input, terms })),
        { numRuns: 300 },
      );
    }
  };
  const compute = (input: CommissionInput<Static<T>>): Computed =>
    answered('compute', () => runPurely((given) => model.compute(given), input));

  await promise(t, 'M2: amounts are whole minor units, at least 0; the same input gives the same answer', () => {
    everyEvent((input) => {
      const computed = compute(input);
      if (computed.earns !== true) return;
      const is = typeof computed.amount;
      assert.equal(is, 'bigint', `M2: the amount is a ${is}: minor units are bigint, a float never comes near them`);
      assert.ok(
        computed.amount >= 0n,
        `M2: the amount is ${computed.amount}: earning nothing is earns: false with a reason`,
      );
    });
  });

  await promise(t, 'every answer has its reason, or working that ends in the amount', () => {
    everyEvent((input) => assertExplained(compute(input)));
  });

  await promise(t, 'M5: where an amount cannot be converted, no rate is guessed', () => {
    everyEvent((input) => {
      let refused = false;
      const convert = (): null => {
        refused = true;
        return null;
      };
      const { earns } = answered('compute', () => model.compute({ ...input, convert }));
      const mend =
        "where convert answers null, answer earns: 'no_rate' with the amount and its currency: the payment waits";
      if (refused) assert.equal(earns, 'no_rate', `M5: without a rate it answered earns: ${String(earns)}: ${mend}`);
    });
  });
}

export function assertExplained(computed: Computed): void {
  if (computed.earns === 'no_rate') {
    assertValues(computed.values, 'no_rate');
  } else if (computed.earns !== true) {
    assertCode(computed.reason, 'reason');
    assertValues(computed.values, computed.reason);
  } else {
    for (const { op, values } of computed.steps) {
      assertCode(op, 'operation');
      assertValues(values, op);
    }
    const last = computed.steps.at(-1);
    assert.ok(
      last,
      'an amount without steps: tell each operation with its operands and its result, so that a pocket calculator can follow',
    );
    const result = last.values['result'];
    const told = `the last step '${last.op}' has the result ${String(result)}, and the amount is ${computed.amount}`;
    assert.equal(result, Number(computed.amount), `${told}: each step tells its result, the last one the amount`);
  }
}
