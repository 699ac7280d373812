import type { Adapter, ProcessorAccount } from '../../contract/adapter.ts';
import type { CodeToMint } from '../../contract/codes.ts';
import { edit, type Editor } from '../../store/edited/edit.ts';
import { type MintedCodeRow, mintedCode } from '../../store/edited/minted-codes.ts';
import { Connection } from '../../store/entities/connection.ts';
import { Coupon } from '../../store/entities/coupon.ts';
import { ParentCoupon } from '../../store/entities/parent-coupon.ts';
import { openCredentials } from '../../store/sealed-columns.ts';
import type { Scope } from '../../store/session.ts';
import type { Mint } from './mint.ts';

/** All it takes to ask the processor about one code, and what is wished. */
export interface Asked {
  readonly minted: MintedCodeRow;
  /** Undefined: its plugin is not loaded. */
  readonly adapter: Adapter | undefined;
  /** Of the connection, for who reads of it. */
  readonly adapterId: string;
  readonly account: ProcessorAccount<unknown>;
  readonly code: CodeToMint;
}

/**
 * Null where nothing is asked of anybody: the code is minted nowhere, or was taken away meanwhile.
 *
 * @throws SealError
 */
export async function whatIsAsked({ engine, sealer }: Mint, scope: Scope, couponId: string): Promise<Asked | null> {
  return edit(engine.store, scope, async (em) => {
    const minted = await mintedCode(em, couponId);
    if (minted === null) return null;
    const coupon = await em.findOneOrFail(Coupon, { id: couponId });
    const connection = await em.findOneOrFail(Connection, { id: minted.connectionId });
    const { mode, account, adapter } = connection;
    return {
      minted,
      adapter: engine.adapters.get(adapter),
      adapterId: adapter,
      account: { mode, account: account ?? null, credentials: openCredentials(sealer, connection).present },
      code: await codeOf(em, coupon),
    };
  });
}

async function codeOf(em: Editor, { id, code, parentCouponId }: Coupon): Promise<CodeToMint> {
  const parent = await em.findOneOrFail(ParentCoupon, { id: parentCouponId ?? '' });
  const { name, percentOff, amountOff, currency, duration, months, expiresAt, maxRedemptions } = parent;
  return {
    id,
    parentId: parent.id,
    code,
    discount: {
      name,
      off:
        percentOff == null
          ? { kind: 'amount', amount: BigInt(amountOff ?? 0), currency: currency ?? '' }
          : { kind: 'percent', rate: percentOff },
      duration,
      months: months ?? null,
      expiresAt: expiresAt?.toISOString() ?? null,
      maxRedemptions: maxRedemptions ?? null,
    },
  };
}
