import { definePlugin } from '@fairlead/core/plugin';
import { Type } from '@sinclair/typebox';
import { samplePayAdapter } from './adapter.ts';

export { samplePayAdapter } from './adapter.ts';

/**
 * Sample Pay as a source of payments and refunds.
 *
 * @example
 * export default defineConfig({ plugins: [samplePay()] });
 */
export const samplePay = definePlugin({
  name: 'sample-pay',
  api: 1,
  version: '0.1.0',
  options: Type.Object({}, { additionalProperties: false }),
  provides: () => [{ kind: 'adapter', adapter: samplePayAdapter() }],
});
