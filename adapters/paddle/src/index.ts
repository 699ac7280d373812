import { definePlugin } from '@fairlead/core/plugin';
import { paddleAdapter } from './adapter.ts';
import { options } from './options.ts';

export { paddleAdapter } from './adapter.ts';

/**
 * Paddle Billing as a source of payments, refunds, disputes, customers, subscriptions and discounts.
 *
 * @example
 * export default defineConfig({ plugins: [paddle()] });
 */
export const paddle = definePlugin({
  name: 'paddle',
  api: 1,
  version: '0.1.0',
  options,
  provides: (given) => [{ kind: 'adapter', adapter: paddleAdapter(given) }],
});
