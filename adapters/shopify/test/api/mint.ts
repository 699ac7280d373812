import { shopifyApiServer } from './server.ts';

interface Ends {
  teardown(handler: () => unknown): unknown;
}

export interface Discount {
  readonly id: string;
  readonly code: string;
  status: 'ACTIVE' | 'EXPIRED';
  input: Readonly<Record<string, unknown>>;
}

/** A shop with its rule of discount codes: a code is there once, in any case, ended or not. */
export async function shopifyMint(t: Ends, { currency = 'EUR' } = {}) {
  const discounts: Discount[] = [];
  const by = (code: unknown) => discounts.find((one) => one.code.toLowerCase() === String(code).toLowerCase());
  const errors = (code: string, message: string) => ({ userErrors: [{ field: ['basicCodeDiscount'], code, message }] });
  const none = { userErrors: [] };
  const api = await shopifyApiServer(t, {
    FairleadCode: ({ code }) => {
      const found = by(code);
      const codeDiscount = { title: found?.input['title'], status: found?.status };
      return {
        shop: { currencyCode: currency },
        codeDiscountNodeByCode: found === undefined ? null : { id: found.id, codeDiscount },
      };
    },
    FairleadCodeCreate: ({ basicCodeDiscount }) => {
      const input = basicCodeDiscount as Discount['input'];
      const code = String(input['code']);
      if (by(code) !== undefined) return { discountCodeBasicCreate: errors('TAKEN', 'Code must be unique.') };
      if (code.includes(' ')) return { discountCodeBasicCreate: errors('INVALID', 'Code is invalid.') };
      const id = `gid://shopify/DiscountCodeNode/${9_007_199_254_740_993n + BigInt(discounts.length)}`;
      discounts.push({ id, code, status: 'ACTIVE', input });
      return { discountCodeBasicCreate: { codeDiscountNode: { id }, ...none } };
    },
    FairleadCodeUpdate: ({ id, basicCodeDiscount }) => {
      const found = discounts.find((one) => one.id === id);
      if (found === undefined) return { discountCodeBasicUpdate: errors('INVALID', 'Discount does not exist.') };
      found.input = { ...found.input, ...(basicCodeDiscount as object) };
      found.status = 'ACTIVE';
      return { discountCodeBasicUpdate: none };
    },
    FairleadCodeDeactivate: ({ id }) => {
      const found = discounts.find((one) => one.id === id);
      if (found !== undefined) found.status = 'EXPIRED';
      return { discountCodeDeactivate: none };
    },
  });
  /** One that somebody made in the shop's own pages. */
  const foreign = (code: string): void =>
    void discounts.push({ id: 'gid://shopify/DiscountCodeNode/7', code, status: 'ACTIVE', input: { title: code } });
  return { ...api, discounts, foreign };
}
