import {
  type CodeToEnd,
  type CodeToMint,
  type MintedCode,
  type ProcessorAccount,
  ProcessorRefused,
} from '@fairlead/core/plugin';
import type { Static } from '@sinclair/typebox';
import type { Stripe } from 'stripe';
import { toStripe } from './amounts.ts';
import { type StripeApi, stripeApi } from './api.ts';
import type { Credentials } from './credentials.ts';

type Account = ProcessorAccount<Static<Credentials>>;

/** The name by which our own promotion codes are known again: it holds the id of the code here. */
const mark = 'fairlead_coupon';
/** Of a coupon's name, as Stripe takes it. */
const longestName = 40;

/**
 * A promotion code of a coupon that all codes of one parent share. Stripe lets a code be active once, in any case: whoever is refused looks again, and
 * finds either their own or somebody else's.
 */
export const minter =
  (apiUrl: string, pauseMs?: number) =>
  async (account: Account, code: CodeToMint): Promise<MintedCode> => {
    const api = await stripeApi(account, apiUrl, pauseMs);
    const there = await ownAmongActive(api, code);
    if (there !== undefined) return { codeId: there.id };
    const coupon = await couponOf(api, code);
    const ended = (await named(api, { code: code.code, coupon })).find((one) => isOwn(one, code));
    if (ended !== undefined) {
      await api.ask(async (stripe, once) => stripe.promotionCodes.update(ended.id, { active: true }, once));
      return { codeId: ended.id };
    }
    return { codeId: (await create(api, code, coupon)).id };
  };

export const ender =
  (apiUrl: string, pauseMs?: number) =>
  async (account: Account, code: CodeToEnd): Promise<void> => {
    const api = await stripeApi(account, apiUrl, pauseMs);
    const there = (await named(api, { code: code.code })).find((one) => isOwn(one, code) && one.active);
    if (there === undefined) return;
    await api.ask(async (stripe, once) => stripe.promotionCodes.update(there.id, { active: false }, once));
  };

/** Of one text there is one active code for everybody; those that were ended, and those of single customers, lie beside it. */
const named = async (api: StripeApi, by: Stripe.PromotionCodeListParams): Promise<readonly Stripe.PromotionCode[]> =>
  api.ask(async (stripe) => stripe.promotionCodes.list({ ...by, limit: 100 }).autoPagingToArray({ limit: 1_000 }));

const isOwn = ({ metadata }: Stripe.PromotionCode, { id }: { readonly id: string }): boolean => metadata?.[mark] === id;

/** @throws ProcessorRefused `code_taken` */
async function ownAmongActive(api: StripeApi, code: CodeToMint): Promise<Stripe.PromotionCode | undefined> {
  const active = (await named(api, { code: code.code, active: true })).filter((one) => one.active);
  const own = active.find((one) => isOwn(one, code));
  if (own !== undefined || active.length === 0) return own;
  const mend = 'choose another code, or deactivate that one in Stripe (Product catalogue → Coupons)';
  throw new ProcessorRefused('code_taken', `Stripe has an active promotion code ${code.code} already: ${mend}.`);
}

async function create(
  api: StripeApi,
  { id, code, discount }: CodeToMint,
  coupon: string,
): Promise<{ readonly id: string }> {
  const { expiresAt, maxRedemptions } = discount;
  const params: Stripe.PromotionCodeCreateParams = {
    promotion: { type: 'coupon', coupon },
    code,
    metadata: { [mark]: id },
    ...(expiresAt !== null && { expires_at: Math.floor(Date.parse(expiresAt) / 1000) }),
    ...(maxRedemptions !== null && { max_redemptions: maxRedemptions }),
  };
  return refusedThen(
    api.ask(async (stripe, once) => stripe.promotionCodes.create(params, once)),
    async () => ownAmongActive(api, { id, code } as CodeToMint),
  );
}

/** One coupon for all codes of a parent, by an id of ours, so that it is made once. */
async function couponOf(api: StripeApi, { parentId, discount }: CodeToMint): Promise<string> {
  const id = `fairlead_${parentId}`;
  const params = couponParams(id, discount);
  await refusedThen(
    api.ask(async (stripe, once) => stripe.coupons.create(params, once)),
    async () => api.ask(async (stripe) => stripe.coupons.retrieve(id)).catch(() => undefined),
  );
  return id;
}

function couponParams(id: string, { name, off, duration, months }: CodeToMint['discount']): Stripe.CouponCreateParams {
  return {
    id,
    name: name.slice(0, longestName),
    ...(off.kind === 'percent'
      ? { percent_off: off.rate / 10_000 }
      : { amount_off: amountOf(off), currency: off.currency.toLowerCase() }),
    ...(duration === 'months' ? { duration: 'repeating', duration_in_months: months ?? 1 } : { duration }),
  };
}

function amountOf({ amount, currency }: { readonly amount: bigint; readonly currency: string }): number {
  try {
    return toStripe(amount, currency);
  } catch (cause) {
    throw new ProcessorRefused('refused', (cause as Error).message, { cause });
  }
}

/** What was refused may be there already: then that is the answer, and else the refusal. */
async function refusedThen<T>(work: Promise<T>, look: () => Promise<T | undefined>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ProcessorRefused) || error.code !== 'refused') throw error;
    const there = await look();
    if (there === undefined) throw error;
    return there;
  }
}
