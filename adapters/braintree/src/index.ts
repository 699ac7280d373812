import { definePlugin } from '@fairlead/core/plugin';
import { braintreeAdapter } from './adapter.ts';
import { options } from './options.ts';

export { braintreeAdapter } from './adapter.ts';

/**
 * Braintree as a source of sales, subscriptions, refunds and disputes.
 *
 * @example
 * export default defineConfig({ plugins: [braintree()] });
 *
 * @example A tracker that was used before wrote the click id into the custom field `ref`:
 * braintree({ aliases: { click: ['ref'] } })
 */
export const braintree = definePlugin({
  name: 'braintree',
  api: 1,
  version: '0.1.0',
  options,
  provides: (given) => [{ kind: 'adapter', adapter: braintreeAdapter(given) }],
});
