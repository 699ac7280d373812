import type { Simulator } from '@fairlead/core/plugin';
import { keyOf, signature } from '../signature.ts';
import { stories } from './stories.ts';

/**
 * Deliveries as Paddle would send them, for trying things out without an account: bodies in the whole documented shape of API version 1 (the
 * compiler holds them against the SDK's types), really signed.
 */
export const simulator: Simulator = {
  stories,
  sign(body, secret, now) {
    const timestamp = String(Math.floor(now.getTime() / 1000));
    return {
      'content-type': 'application/json',
      'paddle-signature': `ts=${timestamp};h1=${signature(keyOf(secret.trim()), timestamp, body)}`,
      'paddle-version': '1',
      'user-agent': 'Paddle',
    };
  },
  credentials: (random) => ({ signingSecret: `pdl_ntfset_simulated_${random}` }),
};
