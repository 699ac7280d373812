import { definePlugin } from '@fairlead/core/plugin';
import { stripeAdapter } from './adapter.ts';
import { options } from './options.ts';

export { stripeAdapter } from './adapter.ts';

/**
 * Stripe as a source of payments, refunds, disputes, customers, subscriptions and promotion codes.
 *
 * @example
 * export default defineConfig({ plugins: [stripe()] });
 *
 * @example A tracker that was used before wrote the click id into `ref`:
 * stripe({ aliases: { click: ['ref'] } })
 */
export const stripe = definePlugin({
  name: 'stripe',
  api: 1,
  version: '0.1.0',
  options,
  provides: (given) => [{ kind: 'adapter', adapter: stripeAdapter(given) }],
});
