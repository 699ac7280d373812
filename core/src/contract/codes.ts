/** What a minted code takes off the price, whatever the processor calls it (F70). */
export interface CodeDiscount {
  /** Told to buyers where the processor shows one. */
  readonly name: string;
  readonly off: /** Parts per million of the price: 200000 is 20%. */
    | { readonly kind: 'percent'; readonly rate: number }
    /** Minor units by ISO 4217 (M1). */
    | { readonly kind: 'amount'; readonly amount: bigint; readonly currency: string };
  /** Of a subscription: its first payment, those of its first `months`, or all. */
  readonly duration: 'once' | 'months' | 'forever';
  readonly months: number | null;
  /** RFC 3339 UTC; from then on it is not redeemed. */
  readonly expiresAt: string | null;
  /** Of this code. */
  readonly maxRedemptions: number | null;
}

/** One code of an affiliate, to be made at the processor. */
export interface CodeToMint {
  /** Of the code, here: kept with it at the processor, so that one whose answer was lost is found again. */
  readonly id: string;
  /** Of the parent coupon, here: codes of one parent may share an object of the processor. */
  readonly parentId: string;
  /** Upper case (I5). */
  readonly code: string;
  readonly discount: CodeDiscount;
}

export interface MintedCode {
  /** The processor's id of it, by which its payments may name it. */
  readonly codeId: string;
}

/** One to be ended. `codeId` is null where it is not known whether it was ever made. */
export interface CodeToEnd {
  readonly id: string;
  readonly code: string;
  readonly codeId: string | null;
}
