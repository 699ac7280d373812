import type { Simulator } from '@fairlead/core/plugin';
import { keyOf, signature } from '../signature.ts';
import { stories } from './stories.ts';

/**
 * Deliveries as Stripe would send them, for trying things out without an account: bodies in the whole documented shape of API
 * 2026-10-28.endive (the compiler holds them against the SDK's types), really signed.
 */
export const simulator: Simulator = {
  stories,
  sign(body, secret, now) {
    const timestamp = String(Math.floor(now.getTime() / 1000));
    return {
      'content-type': 'application/json; charset=utf-8',
      'stripe-signature': `t=${timestamp},v1=${signature(keyOf(secret.trim()), timestamp, body)}`,
      'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    };
  },
};
