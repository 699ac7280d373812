import { halfUp } from '@fairlead/core/money';
import type { RefundPolicy, RefundState } from '@fairlead/core/plugin';

/**
 * R1: V = half_up(C · Σbᵢ / B) in [0, C], and V = C when all is returned (F = G). It is a function of all reversals together, rounded
 * once, so n partial refunds sum exactly to C and a failed one gives back exactly what it took.
 */
export const policy: RefundPolicy = {
  id: 'proportional',
  title: 'In proportion to what is refunded',
  reversed({ amount }, state) {
    if (state.reversed >= state.gross) return amount;
    const { numerator, denominator } = returnedPart(state);
    if (numerator <= 0n) return 0n;
    const reversed = halfUp(amount * numerator, denominator);
    return reversed < amount ? reversed : amount;
  },
};

/**
 * Σbᵢ / B. A flat commission can stand on a base of nothing (a payment that is all tax); then bᵢ / B has no value, and the part of the
 * gross is taken, which it equals on every other base when refunds do not name their tax.
 */
const returnedPart = ({ gross, base, reversed, reversedBase }: RefundState): RefundState['reversedBase'] =>
  base > 0n
    ? { numerator: reversedBase.numerator, denominator: reversedBase.denominator * base }
    : { numerator: reversed, denominator: gross };
