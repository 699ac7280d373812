import {
  type CodeToEnd,
  type CodeToMint,
  type MintedCode,
  type ProcessorAccount,
  ProcessorRefused,
} from '@fairlead/core/plugin';
import type { Credentials } from '../credentials.ts';
import { child, type Node, node, optionalText, text } from '../read.ts';
import { type PaddleApi, paddleApi } from './client.ts';

type Account = ProcessorAccount<Credentials>;

/** The name in `custom_data` by which our own discounts are known again: it holds the id of the code here. */
const mark = 'fairlead_coupon';
const everyState = 'active,archived,expired,used';

/**
 * A discount for each code: Paddle knows nothing above it that would hold what codes share. Its limits are each discount's own, so they are the
 * code's own. What may have been made without an answer is found again by its mark.
 */
export const minter =
  (apiUrl: string, pauseMs?: number) =>
  async (account: Account, code: CodeToMint): Promise<MintedCode> => {
    const api = paddleApi(account, apiUrl, pauseMs);
    const there = await ownOf(api, code);
    if (there === undefined) return { codeId: text(await create(api, code), 'id') };
    const codeId = text(there, 'id');
    if (optionalText(there, 'status') === 'archived')
      await api.send('PATCH', `/discounts/${codeId}`, { status: 'active' });
    return { codeId };
  };

export const ender =
  (apiUrl: string, pauseMs?: number) =>
  async (account: Account, code: CodeToEnd): Promise<void> => {
    const api = paddleApi(account, apiUrl, pauseMs);
    const own = (await named(api, code.code)).find((one) => isOwn(one, code));
    if (own === undefined || optionalText(own, 'status') !== 'active') return;
    await api.send('PATCH', `/discounts/${text(own, 'id')}`, { status: 'archived' });
  };

async function named(api: PaddleApi, code: string): Promise<readonly Node[]> {
  const found: Node[] = [];
  let after: string | undefined;
  do {
    const page = await api.list('/discounts', { code, status: everyState, per_page: '200' }, after);
    found.push(...page.data.map((one) => node(one, 'discount')));
    after = page.after;
  } while (after !== undefined);
  return found.filter((one) => optionalText(one, 'code')?.toUpperCase() === code);
}

function isOwn(discount: Node, { id }: { readonly id: string }): boolean {
  const data = child(discount, 'custom_data');
  return data !== undefined && optionalText(data, mark) === id;
}

/** @throws ProcessorRefused `code_taken` */
async function ownOf(api: PaddleApi, code: CodeToMint): Promise<Node | undefined> {
  const all = await named(api, code.code);
  const own = all.find((one) => isOwn(one, code));
  if (own !== undefined || !all.some((one) => optionalText(one, 'status') === 'active')) return own;
  const mend = 'choose another code, or archive that one in Paddle (Catalog → Discounts)';
  throw new ProcessorRefused('code_taken', `Paddle has an active discount ${code.code} already: ${mend}.`);
}

/** Whoever is refused looks again: somebody else, or a try of before, may have been faster. */
async function create(api: PaddleApi, code: CodeToMint): Promise<Node> {
  try {
    return await api.send('POST', '/discounts', bodyOf(code));
  } catch (error) {
    if (!(error instanceof ProcessorRefused) || error.code !== 'refused') throw error;
    const there = await ownOf(api, code);
    if (there === undefined) throw error;
    return there;
  }
}

function bodyOf({ id, code, discount }: CodeToMint): object {
  const { name, off, duration, months, expiresAt, maxRedemptions } = discount;
  const recurs = duration !== 'once';
  return {
    code,
    description: name,
    enabled_for_checkout: true,
    custom_data: { [mark]: id },
    ...(off.kind === 'percent'
      ? { type: 'percentage', amount: percentOf(off.rate), currency_code: null }
      : { type: 'flat', amount: String(off.amount), currency_code: off.currency }),
    recur: recurs,
    maximum_recurring_intervals: duration === 'months' ? months : null,
    usage_limit: maxRedemptions,
    expires_at: expiresAt,
  };
}

/** Parts per million as a percentage with all its digits: 125000 is 12.5. */
function percentOf(rate: number): string {
  const [whole, rest] = [Math.trunc(rate / 10_000), rate % 10_000];
  return rest === 0 ? String(whole) : `${whole}.${String(rest).padStart(4, '0').replace(/0+$/, '')}`;
}
