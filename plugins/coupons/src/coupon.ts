import { type AttributionStrategy, claim, type CouponView, pass } from '@fairlead/core/plugin';

type Owned = CouponView & { readonly enrollmentId: string };

/**
 * A1: the first code that resolves, that is, belongs to an enrollment that can be credited. Where none can, the first code with an owner
 * is claimed all the same, so that the trace tells why it was passed over. Codes nobody owns are named in the reason.
 */
export const coupon: AttributionStrategy = {
  id: 'coupon',
  method: 'coupon',
  decide({ coupons, enrollments }) {
    if (coupons.length === 0) return pass('no_coupon');
    const owned = coupons.filter((given): given is Owned => given.enrollmentId !== null);
    const unknown = coupons.filter((given) => given.enrollmentId === null).map(nameOf);
    const chosen = owned.find(({ enrollmentId }) => enrollments[enrollmentId]?.creditable) ?? owned[0];
    const others = { unknown: unknown.length > 0 ? unknown.join(', ') : null };
    if (!chosen) return pass('unknown_code', others);
    return claim(chosen.enrollmentId, 'code_redeemed', { code: nameOf(chosen), ...others });
  },
};

/** The code, or the processor's id of it where the code was not told. */
const nameOf = ({ code, given }: CouponView): string => code ?? given;
