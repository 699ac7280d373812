import type { RefundPolicy } from '@fairlead/core/plugin';

/** R12: V = 0 until F = G, then all of it. */
export const policy: RefundPolicy = {
  id: 'full_refund_only',
  title: 'Only when all is refunded',
  reversed: ({ amount }, { gross, reversed }) => (reversed >= gross ? amount : 0n),
};
