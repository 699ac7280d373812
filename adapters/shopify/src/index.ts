import { definePlugin } from '@fairlead/core/plugin';
import { shopifyAdapter } from './adapter.ts';
import { options } from './options.ts';

export { shopifyAdapter } from './adapter.ts';

/**
 * Shopify as a source of orders, refunds, disputes and customers.
 *
 * @example
 * export default defineConfig({ plugins: [shopify()] });
 *
 * @example The theme of a tracker that was used before writes the click id into the cart attribute `ref`:
 * shopify({ aliases: { click: ['ref'] } })
 */
export const shopify = definePlugin({
  name: 'shopify',
  api: 1,
  version: '0.1.0',
  options,
  provides: (given) => [{ kind: 'adapter', adapter: shopifyAdapter(given) }],
});
