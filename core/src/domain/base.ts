import type { RefundState } from '../contract/refund-policy.ts';
import { add, type Fraction, times, whole, zero } from './fraction.ts';
import type { Received } from './received.ts';
import type { Reversal } from './reversals.ts';
import { halfUp } from './rounding.ts';

export type BaseKind = 'net' | 'gross';

/** The sums of a payment its base follows from (C2). */
export type Sums = Pick<Received, 'gross' | 'total' | 'tax' | 'shipping'>;

/** B of C2, in [0, G]. Net: what of G is neither tax nor shipping, in the proportion of the total that was captured. Gross: G. */
export function baseOf({ gross, total, tax, shipping }: Sums, kind: BaseKind): bigint {
  if (kind === 'gross' || gross === 0n || total === 0n) return gross;
  const net = total - tax - shipping;
  return net <= 0n ? 0n : halfUp(net * gross, total);
}

/** How one line's reversals are measured: G, and the line's base. At closing both are stored and hold from then on (A8). */
export interface Measure {
  readonly gross: bigint;
  readonly base: bigint;
  readonly baseKind: BaseKind;
}

/** F and Σ bᵢ of R1, for a refund policy. */
export const refundStateOf = (
  state: Pick<Received, 'tax' | 'shipping'> & { readonly reversals: readonly Reversal[] },
  { gross, base, baseKind }: Measure,
): RefundState => ({
  gross,
  base,
  reversed: clamp(sumOf(state.reversals), gross),
  reversedBase: state.reversals.reduce(
    (sum, reversal) => add(sum, takenFromBase(reversal, state, { gross, base, baseKind })),
    zero,
  ),
});

/** Σ of the reversals' rounded amounts, not yet clamped. */
export const sumOf = (reversals: readonly Reversal[]): bigint =>
  reversals.reduce((sum, { rounded }) => sum + rounded, 0n);

export const clamp = (amount: bigint, most: bigint): bigint => (amount < 0n ? 0n : amount > most ? most : amount);

/** bᵢ: the amount less the tax and shipping it names; where it does not name what the payment has, its share amount × B / G (R1). */
function takenFromBase(reversal: Reversal, paid: Pick<Received, 'tax' | 'shipping'>, measure: Measure): Fraction {
  const { counted, tax, shipping } = reversal;
  if (measure.baseKind === 'gross') return counted;
  const named = (tax !== null || shipping !== null) && covers(tax, paid.tax) && covers(shipping, paid.shipping);
  if (named && counted.numerator > 0n) {
    const net = counted.numerator - (tax ?? 0n) - (shipping ?? 0n);
    return net > 0n ? whole(net) : zero;
  }
  return measure.gross === 0n ? zero : times(counted, measure.base, measure.gross);
}

const covers = (named: bigint | null, paid: bigint): boolean => named !== null || paid === 0n;
