import { definePlugin } from '@fairlead/core/plugin';
import { Type } from '@sinclair/typebox';
import { model } from './model.ts';

export { model } from './model.ts';

/**
 * The commission model `sample_pay`.
 *
 * @example
 * export default defineConfig({ plugins: [samplePay()] });
 */
export const samplePay = definePlugin({
  name: 'sample-pay',
  api: 1,
  version: '0.1.0',
  options: Type.Object({}, { additionalProperties: false }),
  provides: () => [{ kind: 'commission-model', model }],
});
