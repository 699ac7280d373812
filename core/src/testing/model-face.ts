import assert from 'node:assert/strict';
import type { Static, TObject } from '@sinclair/typebox';
import type { EarningKind } from '../contract/commission.ts';
import type { AnyModel, ModelFace } from '../contract/lanes.ts';
import { checkValue } from '../plugins/check-value.ts';
import { type KitTest, promise } from './kit-test.ts';
import { assertId } from './told.ts';

export interface CommissionExamples {
  /** Terms a campaign may hold; defaults may be left out. The kit computes thousands of events with each. */
  readonly terms: readonly Readonly<Record<string, unknown>>[];
  /** Terms that must be refused, with the place and code of the issue. */
  readonly refused: readonly { readonly terms: unknown; readonly path: string; readonly code: string }[];
}

/** What models of every lane must keep: a name, events they take, terms that draw a form, complete themselves and refuse what cannot be right. */
export async function modelFace<T extends TObject>(
  t: KitTest,
  model: ModelFace<T> & Pick<AnyModel, 'lane'>,
  lane: AnyModel['lane'],
  examples: CommissionExamples,
): Promise<void> {
  assert.ok(examples.terms.length > 0, 'give the kit at least one example of terms');

  await promise(t, `it has an id, a title and the ${lane} lane`, () => {
    assertId(model.id);
    assert.ok(model.title.trim() !== '', 'the title is empty');
    assert.equal(model.lane, lane);
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
}

export const accepted = <T extends TObject>(model: ModelFace<T>): readonly EarningKind[] =>
  (['sale', 'lead', 'click', 'event', 'bonus'] as const).filter((kind) => model.accepts(kind));

export function completed<T extends TObject>(model: ModelFace<T>, given: unknown): Static<T> {
  const shape = checkValue(model.terms, given);
  assert.ok(shape.ok, shape.ok ? '' : `the example terms are wrong: ${JSON.stringify(shape.issues)}`);
  assert.deepEqual(model.check?.(shape.value) ?? [], [], 'the example terms are refused by check()');
  return shape.value;
}
