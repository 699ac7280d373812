import assert from 'node:assert/strict';
import type { TObject } from '@sinclair/typebox';
import * as fc from 'fast-check';
import type { TermsInput, TermsModel } from '../contract/lanes.ts';
import { spanOf } from '../domain/standing-period.ts';
import { commissionInputs } from './commission-inputs.ts';
import { type KitTest, promise } from './kit-test.ts';
import { accepted, type CommissionExamples, completed, modelFace } from './model-face.ts';
import { runPurely } from './purity.ts';
import { assertValues } from './told.ts';

/**
 * What any model of the terms lane must keep: terms as those of every model, changes that do not depend on the event, and pure answers that
 * pick one of them or none, with the reason. A failing run prints its seed.
 *
 * @example
 * t.test('kit', async (t) => termsModelKit(t, model, { terms: [{ steps: [{ sales: 10, rate: 250_000 }] }], refused: [] }));
 */
export async function termsModelKit<T extends TObject>(
  t: KitTest,
  model: TermsModel<T>,
  examples: CommissionExamples,
): Promise<void> {
  await modelFace(t, model, 'terms', examples);

  await promise(t, 'C1: every change names the models it changes, and its place in the terms', () => {
    for (const given of examples.terms) {
      const changes = runPurely((terms) => model.changes(terms), completed(model, given));
      for (const { path, models } of changes) {
        assert.match(path, /^(?:\/[^/]+)*$/, `'${path}' is no JSON pointer`);
        assert.ok(Object.keys(models).length > 0, `the change at ${path} changes no model`);
      }
    }
  });

  await promise(t, 'C6: whatever the standing, it picks one of its changes or none, always the same', () => {
    for (const given of examples.terms) {
      const terms = completed(model, given);
      const most = model.changes(terms).length;
      fc.assert(
        fc.property(commissionInputs(accepted(model)), fc.bigInt(0n, 10n ** 12n), (event, value) => {
          const { kind, occurredAt, currency, subscription, slot } = event;
          const input: TermsInput<typeof terms> = { kind, occurredAt, currency, subscription, slot, terms };
          const asked = runPurely((one) => model.asks(one), input);
          const standing = asked && { ...asked, ...spanOf(occurredAt, asked.period), value };
          const { change, values } = runPurely((one) => model.pick(one, standing), input);
          assert.ok(change === null || (change >= 0 && change < most), `picked ${change} of ${most} changes`);
          assertValues(values, 'pick');
        }),
        { numRuns: 300 },
      );
    }
  });
}
