import assert from 'node:assert/strict';
import type { Static, TObject } from '@sinclair/typebox';
import * as fc from 'fast-check';
import type { CommissionInput, CommissionModel, Computed, EarningKind } from '../contract/commission.ts';
import { checkValue } from '../plugins/check-value.ts';
import { commissionInputs } from './commission-inputs.ts';
import { type KitTest, promise } from './kit-test.ts';
import { runPurely } from './purity.ts';
import { assertCode, assertId, assertValues } from './told.ts';

export interface CommissionExamples {
  /** Terms a campaign may hold; defaults may be left out. The kit computes thousands of events with each. */
  readonly terms: readonly Readonly<Record<string, unknown>>[];
  /** Terms that must be refused, with the place and code of the issue. */
  readonly refused: readonly { readonly terms: unknown; readonly path: string; readonly code: string }[];
}

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
  assert.ok(examples.terms.length > 0, 'give the kit at least one example of terms');

  await promise(t, 'it has an id, a title and the base lane', () => {
    assertId(model.id);
    assert.ok(model.title.trim() !== '', 'the title is empty');
    assert.equal(model.lane, 'base');
  });

  await promise(t, 'it accepts at least one kind of event', () => {
    assert.ok(accepted(model).length > 0, 'accepts() is false for sale, lead, click and event');
  });

  await promise(t, 'C1: its terms are closed and drawn as a form', () => {
    assert.equal(model.terms['additionalProperties'], false, 'close the terms with additionalProperties: false');
    for (const [name, field] of Object.entries(model.terms.properties)) {
      assert.ok(field.title, `the field '${name}' has no title for its label`);
      assert.ok(field.description, `the field '${name}' has no description for its help`);
    }
  });

  await promise(t, 'its example terms are taken', () => {
    for (const terms of examples.terms) completed(model, terms);
  });

  await promise(t, 'terms that cannot be right are refused at their place', () => {
    for (const { terms, path, code } of examples.refused) {
      const shape = checkValue(model.terms, terms);
      const issues = shape.ok ? (model.check?.(shape.value) ?? []) : shape.issues;
      const found = issues.map((issue) => `${issue.path} ${issue.code}`);
      assert.ok(found.includes(`${path} ${code}`), `expected ${path} ${code}, got: ${found.join(', ') || 'no issue'}`);
      for (const issue of issues) assert.ok(issue.message.trim() !== '', `the issue ${issue.code} has no message`);
    }
  });

  const everyEvent = (check: (input: CommissionInput<Static<T>>) => void): void => {
    for (const given of examples.terms) {
      const terms = completed(model, given);
      fc.assert(
        fc.property(commissionInputs(accepted(model)), (input) => check({ ...input, terms })),
        { numRuns: 300 },
      );
    }
  };
  const compute = (input: CommissionInput<Static<T>>): Computed => runPurely((given) => model.compute(given), input);

  await promise(t, 'M2: amounts are whole minor units, at least 0; the same input gives the same answer', () => {
    everyEvent((input) => {
      const computed = compute(input);
      if (computed.earns !== true) return;
      assert.equal(typeof computed.amount, 'bigint');
      assert.ok(computed.amount >= 0n, `the amount is ${computed.amount}`);
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
      const computed = model.compute({ ...input, convert });
      if (refused) assert.equal(computed.earns, 'no_rate');
    });
  });
}

function assertExplained(computed: Computed): void {
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
    assert.ok(last, 'an amount without steps: a pocket calculator could not follow it');
    assert.equal(
      last.values['result'],
      Number(computed.amount),
      `the result of the last step '${last.op}' is not the amount`,
    );
  }
}

const accepted = <T extends TObject>(model: CommissionModel<T>): readonly EarningKind[] =>
  (['sale', 'lead', 'click', 'event'] as const).filter((kind) => model.accepts(kind));

function completed<T extends TObject>(model: CommissionModel<T>, given: unknown): Static<T> {
  const shape = checkValue(model.terms, given);
  assert.ok(shape.ok, shape.ok ? '' : `the example terms are wrong: ${JSON.stringify(shape.issues)}`);
  assert.deepEqual(model.check?.(shape.value) ?? [], [], 'the example terms are refused by check()');
  return shape.value;
}
