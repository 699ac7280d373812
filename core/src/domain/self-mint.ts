/** Whether affiliates of a campaign mint codes of their own, and within which bounds (F71). */
export interface SelfMint {
  readonly enabled: boolean;
  /** Whose discount their codes give. */
  readonly parentCouponId: string | null;
  readonly reservedWords: readonly string[];
  /** Codes that are not switched off. */
  readonly codesPerAffiliate: number;
  /** Wishes within 24 hours, granted or not. */
  readonly triesPerDay: number;
}

const off: SelfMint = {
  enabled: false,
  parentCouponId: null,
  reservedWords: [],
  codesPerAffiliate: 3,
  triesPerDay: 10,
};

export const completeSelfMint = (given: Partial<SelfMint>): SelfMint => ({ ...off, ...given });

/** Codes that say something of the brand's own, whoever redeems them. */
const always = new Set('ADMIN EMPLOYEE FAIRLEAD FREE INTERNAL NULL OWNER REFUND STAFF SUPPORT TEST VOID'.split(' '));

/** What every processor and every buyer can type. */
const shape = /^[A-Z0-9](?:[A-Z0-9-]{1,30})[A-Z0-9]$/;

/** Why an affiliate does not get a code; null: nothing speaks against it. `word` is the reserved one it holds. */
export type CodeRefusal = { readonly reason: 'shape' } | { readonly reason: 'reserved'; readonly word: string };

/** @param code upper case (I5) */
export function refusedCode(code: string, reservedWords: readonly string[]): CodeRefusal | null {
  if (!shape.test(code)) return { reason: 'shape' };
  const plain = bare(code);
  const word = always.has(plain)
    ? plain
    : reservedWords.find((reserved) => bare(reserved) !== '' && plain.includes(bare(reserved)));
  return word === undefined ? null : { reason: 'reserved', word };
}

/** `a-c-m-e` reads as `ACME` does. */
const bare = (text: string): string => text.toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
