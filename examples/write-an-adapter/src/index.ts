import { definePlugin } from '@fairlead/core/plugin';
import { pennywhistleAdapter } from './adapter.ts';
import { options } from './options.ts';

export { pennywhistleAdapter } from './adapter.ts';

/**
 * Pennywhistle as a source of payments, refunds, chargebacks, customers, subscriptions and codes.
 *
 * @example
 * export default defineConfig({ plugins: [pennywhistle()] });
 */
export const pennywhistle = definePlugin({
  name: 'pennywhistle',
  api: 1,
  version: '0.1.0',
  options,
  provides: (given) => [{ kind: 'adapter', adapter: pennywhistleAdapter(given) }],
});
