import type { TObject } from '@sinclair/typebox';
import * as fc from 'fast-check';
import assert from 'node:assert/strict';
import type { DerivedInput, DerivedModel } from '../contract/lanes.ts';
import { assertExplained } from './commission-kit.ts';
import { commissionInputs } from './commission-inputs.ts';
import { type KitTest, promise } from './kit-test.ts';
import { accepted, type CommissionExamples, completed, modelFace } from './model-face.ts';
import { runPurely } from './purity.ts';

/**
 * What any model of the derived lane must keep: terms as those of every model, and pure answers with amounts of whole minor units that are never
 * negative, and working that ends in the amount. A failing run prints its seed.
 *
 * @example
 * t.test('kit', async (t) => derivedModelKit(t, model, { terms: [{ rate: 100_000 }], refused: [] }));
 */
export async function derivedModelKit<T extends TObject>(
  t: KitTest,
  model: DerivedModel<T>,
  examples: CommissionExamples,
): Promise<void> {
  await modelFace(t, model, 'derived', examples);

  await promise(
    t,
    'C8, M2: of any line it makes an amount of whole minor units, at least 0, always the same, with its working',
    () => {
      for (const given of examples.terms) {
        const terms = completed(model, given);
        fc.assert(
          fc.property(commissionInputs(accepted(model)), fc.bigInt(0n, 10n ** 12n), (event, amount) => {
            const { kind, occurredAt, currency, convert } = event;
            const input: DerivedInput<typeof terms> = {
              kind,
              occurredAt,
              currency,
              convert,
              terms,
              line: { model: 'cps', amount },
            };
            const computed = runPurely((one) => model.derive(one), input);
            assertExplained(computed);
            if (computed.earns === true) assert.ok(computed.amount >= 0n, `the amount is ${computed.amount}`);
          }),
          { numRuns: 300 },
        );
      }
    },
  );
}
