import type { Coupon as Shown } from '../../contract/api/coupons.ts';
import type { Editor } from '../../store/edited/edit.ts';
import { type MintedCodeRow, mintedCodes, redemptionsOf } from '../../store/edited/minted-codes.ts';
import type { Coupon } from '../../store/entities/coupon.ts';
import type { Minter } from './refer-mint.ts';

/** A test key sees no counters of what is live (C9). */
export async function showCoupons(em: Editor, { mode }: Minter, coupons: readonly Coupon[]): Promise<Shown[]> {
  const minted = await mintedCodes(
    em,
    coupons.map(({ id }) => id),
  );
  const codes = mode === 'test' ? [] : coupons.map(({ code }) => code);
  const redemptions = await redemptionsOf(em, codes);
  return coupons.map((coupon) => {
    const { id, enrollmentId, parentCouponId, code, validFrom, validUntil, createdAt, version } = coupon;
    return {
      id,
      enrollmentId,
      parentCouponId: parentCouponId ?? null,
      code,
      active: validUntil == null,
      redemptions: redemptions.get(code) ?? 0,
      selfMinted: coupon.selfMinted,
      processor: atProcessor(minted.get(id)),
      validFrom: validFrom.toISOString(),
      createdAt: createdAt.toISOString(),
      version,
    };
  });
}

/** Of one row there is always one. */
export async function showCoupon(em: Editor, minter: Minter, coupon: Coupon): Promise<Shown> {
  const [shown] = await showCoupons(em, minter, [coupon]);
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
