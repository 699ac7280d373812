import { formatDecimal } from '@fairlead/core/money';
import {
  type CodeToEnd,
  type CodeToMint,
  type MintedCode,
  type ProcessorAccount,
  ProcessorRefused,
} from '@fairlead/core/plugin';
import type { Static } from '@sinclair/typebox';
import { type ShopifyApi, shopifyApi } from '../api.ts';
import type { Credentials } from '../credentials.ts';
import { child, children, type Node, optionalText, text } from '../read.ts';

type Account = ProcessorAccount<Static<Credentials>>;

/**
 * A discount of its own for each code, so that it can be ended alone and its limit is the code's own. A code is there once in a shop, ended or not: whoever
 * is refused looks again, and finds either their own, which holds the code's id in its title, or somebody else's.
 */
export const minter =
  (apiUrl: string, pauseMs?: number) =>
  async (account: Account, code: CodeToMint): Promise<MintedCode> => {
    const api = await shopifyApi(account, apiUrl, pauseMs);
    const there = await look(api, code.code);
    if (there.found === undefined) return { codeId: await create(api, code, there.currency) };
    const codeId = ownOf(there.found, code);
    // Ending it moved its end to that moment: this moves it back.
    const basicCodeDiscount = { endsAt: code.discount.expiresAt };
    if (there.found.status !== 'ACTIVE')
      refuseErrors(child(await api.ask(update, { id: codeId, basicCodeDiscount }), 'discountCodeBasicUpdate'));
    return { codeId };
  };

export const ender =
  (apiUrl: string, pauseMs?: number) =>
  async (account: Account, { id, code }: CodeToEnd): Promise<void> => {
    const api = await shopifyApi(account, apiUrl, pauseMs);
    const { found } = await look(api, code);
    if (found === undefined || !isOwn(found, id) || found.status === 'EXPIRED') return;
    refuseErrors(child(await api.ask(deactivate, { id: found.id }), 'discountCodeDeactivate'));
  };

const lookUp = `query FairleadCode($code: String!) {
  shop { currencyCode }
  codeDiscountNodeByCode(code: $code) {
    id
    codeDiscount { ... on DiscountCodeBasic { title status } }
  }
}`;
const make = `mutation FairleadCodeCreate($basicCodeDiscount: DiscountCodeBasicInput!) {
  discountCodeBasicCreate(basicCodeDiscount: $basicCodeDiscount) { codeDiscountNode { id } userErrors { field code message } }
}`;
const update = `mutation FairleadCodeUpdate($id: ID!, $basicCodeDiscount: DiscountCodeBasicInput!) {
  discountCodeBasicUpdate(id: $id, basicCodeDiscount: $basicCodeDiscount) { userErrors { field code message } }
}`;
const deactivate = `mutation FairleadCodeDeactivate($id: ID!) {
  discountCodeDeactivate(id: $id) { userErrors { field code message } }
}`;

interface Found {
  readonly id: string;
  readonly title: string;
  readonly status: string;
}

interface Looked {
  /** Of the shop: amounts off are in no other. */
  readonly currency: string;
  readonly found: Found | undefined;
}

async function look(api: ShopifyApi, code: string): Promise<Looked> {
  const data = await api.ask(lookUp, { code });
  const shop = child(data, 'shop');
  const node = child(data, 'codeDiscountNodeByCode');
  const discount = node && child(node, 'codeDiscount');
  return {
    currency: (shop && optionalText(shop, 'currencyCode')) ?? '',
    found: node && {
      id: text(node, 'id'),
      title: (discount && optionalText(discount, 'title')) ?? '',
      status: (discount && optionalText(discount, 'status')) ?? '',
    },
  };
}

/** Buyers see the code, never the title. */
const titleOf = ({ id, discount }: CodeToMint): string => `${discount.name} (Fairlead ${id})`;
const isOwn = ({ title }: Found, id: string): boolean => title.endsWith(`(Fairlead ${id})`);

/** @throws ProcessorRefused `code_taken` */
function ownOf(found: Found, { id, code }: CodeToMint): string {
  if (isOwn(found, id)) return found.id;
  const mend = 'choose another code, or delete that one in the shop (Discounts)';
  throw new ProcessorRefused('code_taken', `The shop has a discount code ${code} already: ${mend}.`);
}

async function create(api: ShopifyApi, code: CodeToMint, currency: string): Promise<string> {
  const answer = child(await api.ask(make, { basicCodeDiscount: inputOf(code, currency) }), 'discountCodeBasicCreate');
  const [error] = answer ? children(answer, 'userErrors') : [];
  if (error !== undefined) {
    const { found } = await look(api, code.code);
    if (found === undefined) throw refused(error);
    return ownOf(found, code);
  }
  const made = answer && child(answer, 'codeDiscountNode');
  if (made === undefined) throw new ProcessorRefused('unavailable', 'Shopify does not say what it made.');
  return text(made, 'id');
}

function inputOf(code: CodeToMint, currency: string): object {
  const { off, duration, months, expiresAt, maxRedemptions } = code.discount;
  const recurs = duration !== 'once';
  return {
    title: titleOf(code),
    code: code.code,
    startsAt: new Date().toISOString(),
    endsAt: expiresAt,
    usageLimit: maxRedemptions,
    appliesOncePerCustomer: false,
    context: { all: 'ALL' },
    customerGets: {
      items: { all: true },
      value:
        off.kind === 'percent'
          ? { percentage: off.rate / 1_000_000 }
          : { discountAmount: { amount: amountOf(off, currency), appliesOnEachItem: false } },
      // Shops that sell no subscriptions refuse these two.
      ...(recurs && { appliesOnOneTimePurchase: true, appliesOnSubscription: true }),
    },
    ...(recurs && { recurringCycleLimit: duration === 'months' ? months : 0 }),
  };
}

function amountOf(off: { readonly amount: bigint; readonly currency: string }, currency: string): string {
  if (off.currency === currency) return formatDecimal(off.amount, currency);
  const message = `The shop sells in ${currency}, and the parent coupon takes off ${off.currency}: make one in ${currency}.`;
  throw new ProcessorRefused('refused', message);
}

function refuseErrors(answer: Node | undefined): void {
  const [error] = answer ? children(answer, 'userErrors') : [];
  if (error !== undefined) throw refused(error);
}

function refused(error: Node): ProcessorRefused {
  const [code, message] = [optionalText(error, 'code'), optionalText(error, 'message')];
  return new ProcessorRefused('refused', `Shopify refuses (${code ?? 'no code'}): ${(message ?? '').slice(0, 300)}`);
}
