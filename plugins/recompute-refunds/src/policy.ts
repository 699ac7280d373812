import { halfUp } from '@fairlead/core/money';
import type { RefundPolicy, RefundState } from '@fairlead/core/plugin';

/** R12: V = C − the line on the reduced base, in [0, C], and V = C when all is returned (F = G). */
export const policy: RefundPolicy = {
  id: 'recompute',
  title: 'What it would be on the rest',
  reversed({ amount }, state) {
    if (state.reversed >= state.gross) return amount;
    const left = baseLeft(state);
    const earned = state.recompute?.(left) ?? inProportion(amount, left, state.base);
    return earned < amount ? amount - earned : 0n;
  },
};

/** B − Σbᵢ, in [0, B]: rounded once, half up (M2). */
function baseLeft({ base, reversedBase: { numerator, denominator } }: RefundState): bigint {
  const exact = base * denominator - numerator;
  if (exact <= 0n) return 0n;
  const left = halfUp(exact, denominator);
  return left < base ? left : base;
}

/** A flat commission on a base of nothing stays until all is returned. */
const inProportion = (amount: bigint, left: bigint, base: bigint): bigint =>
  base === 0n ? amount : halfUp(amount * left, base);
