import type { onRequestHookHandler } from 'fastify';
import { limitAddresses, tooMany } from '../limits.ts';
import type { Limit } from '../rate-limits.ts';

/** How often people may try: everybody behind one address together, and anybody at one account. */
export interface TryLimits {
  readonly addresses: onRequestHookHandler;
  /** @throws Problem `too_many_requests` */
  readonly account: (email: string) => void;
}

export const createTryLimits = (byAddress: Limit, byAccount: Limit): TryLimits => ({
  addresses: limitAddresses(byAddress),
  account: (email) => {
    const wait = byAccount(email);
    if (wait > 0) throw tooMany(wait, 'tries at this account');
  },
});
