import type { Simulator } from '@fairlead/core/plugin';
import { keyOf, signature } from '../signature.ts';
import { stories } from './stories.ts';

/** Deliveries as Shopify would send them, for trying things out without a shop: bodies of the REST Admin API 2026-10, really signed. */
export const simulator: Simulator = {
  stories,
  sign: (body, secret) => ({
    'content-type': 'application/json',
    'user-agent': 'Shopify-Captain-Hook',
    'x-shopify-hmac-sha256': signature(keyOf(secret.trim()), body),
  }),
  credentials: (random) => ({ clientSecret: `shpss_${random.slice(0, 32)}` }),
};
