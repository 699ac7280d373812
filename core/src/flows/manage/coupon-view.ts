import type { Coupon as Shown } from '../../contract/api/coupons.ts';
import type { Editor } from '../../store/edited/edit.ts';
import { type MintedCodeRow, mintedCodes } from '../../store/edited/minted-codes.ts';
import type { Coupon } from '../../store/entities/coupon.ts';

export async function showCoupons(em: Editor, coupons: readonly Coupon[]): Promise<Shown[]> {
  const minted = await mintedCodes(
    em,
    coupons.map(({ id }) => id),
  );
  return coupons.map((coupon) => {
    const { id, enrollmentId, parentCouponId, code, validFrom, validUntil, createdAt, version } = coupon;
    return {
      id,
      enrollmentId,
      parentCouponId: parentCouponId ?? null,
      code,
      active: validUntil == null,
      processor: atProcessor(minted.get(id)),
      validFrom: validFrom.toISOString(),
      createdAt: createdAt.toISOString(),
      version,
    };
  });
}

/** Of one row there is always one. */
export async function showCoupon(em: Editor, coupon: Coupon): Promise<Shown> {
  const [shown] = await showCoupons(em, [coupon]);
  return shown as Shown;
}

const words = {
  pending: ['minting', 'deactivating'],
  done: ['active', 'deactivated'],
  failed: ['failed', 'not_deactivated'],
} as const;

function atProcessor(row: MintedCodeRow | undefined): Shown['processor'] {
  if (row === undefined) return null;
  const { connectionId, state, wanted, codeId, problem } = row;
  return { connectionId, state: words[state][wanted ? 0 : 1], codeId, problem };
}
