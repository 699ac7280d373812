import type { Coupon as Shown } from '../../contract/api/coupons.ts';
import { Problem } from '../../contract/errors.ts';
import { completeSelfMint, refusedCode, type SelfMint } from '../../domain/self-mint.ts';
import { type CodeCounts, countOwnCodes, keepWish } from '../../store/edited/code-wishes.ts';
import { edit, type Editor } from '../../store/edited/edit.ts';
import { find, hold } from '../../store/edited/find.ts';
import type { Enrollment } from '../../store/entities/enrollment.ts';
import { newId } from '../../store/ids.ts';
import { createCoupon } from './create-coupon.ts';
import type { Desk } from './desk.ts';
import { kinds } from './kinds.ts';
import type { Minter } from './refer-mint.ts';
import { refuseBody } from './refuse.ts';

const dayMs = 86_400_000;

/**
 * A code an affiliate chose, within what the campaign allows (F71). Whoever asks on their behalf meets the same bounds. Every wish counts for the day, so
 * that nobody finds out by trying which codes there are.
 *
 * @throws Problem `not_found`, `self_mint_off`, `not_creditable`, `invalid_request`, `code_reserved`, `too_many_codes`, `too_many_requests`, and those of
 *   `createCoupon`
 */
export async function selfMint(desk: Desk, scope: Minter, enrollmentId: string, code: string): Promise<Shown> {
  const { engine } = desk;
  const now = engine.now();
  const parentCouponId = await edit(engine.store, scope, async (em) => {
    const enrollment = await hold(em, kinds.enrollment, enrollmentId);
    const rules = await rulesOf(em, enrollment);
    refuseForm(code, rules);
    refuseExcess(await countOwnCodes(em, enrollmentId, new Date(now.getTime() - dayMs)), rules, now);
    await keepWish(em, { id: newId(), enrollmentId, code, at: now });
    return rules.parentCouponId;
  });
  const within = async (em: Editor): Promise<void> => {
    const enrollment = await hold(em, kinds.enrollment, enrollmentId);
    const rules = await rulesOf(em, enrollment);
    refuseFull(await countOwnCodes(em, enrollmentId, now), rules);
  };
  const given = { enrollmentId, code, ...(parentCouponId !== null && { parentCouponId }) };
  return createCoupon(desk, scope, given, { selfMinted: true, within });
}

async function rulesOf(em: Editor, { id, campaignId, status }: Enrollment): Promise<SelfMint> {
  const campaign = await find(em, kinds.campaign, campaignId);
  const rules = completeSelfMint(campaign.selfMint);
  if (!rules.enabled) {
    const message = `affiliates of '${campaign.name}' do not mint codes of their own: switch it on with the campaign`;
    throw new Problem('self_mint_off', message);
  }
  if (status !== 'approved' || campaign.state !== 'active') {
    const message = `the enrollment ${id} is ${status} and its campaign ${campaign.state}: codes are for who is approved in an active one`;
    throw new Problem('not_creditable', message, { status });
  }
  return rules;
}

function refuseForm(code: string, { reservedWords }: SelfMint): void {
  const refusal = refusedCode(code, reservedWords);
  if (refusal?.reason === 'shape')
    refuseBody('/code', 'must be 3 to 32 letters A to Z, digits and hyphens, without a hyphen at either end');
  if (refusal?.reason === 'reserved') {
    const message = `'${code}' holds the reserved word ${refusal.word}: choose another`;
    throw new Problem('code_reserved', message, { field: 'code', value: code, word: refusal.word });
  }
}

function refuseExcess(counts: CodeCounts, rules: SelfMint, now: Date): void {
  refuseFull(counts, rules);
  const { wishes, oldestWish } = counts;
  if (wishes < rules.triesPerDay || oldestWish === null) return;
  const retryAfter = Math.max(1, Math.ceil((oldestWish.getTime() + dayMs - now.getTime()) / 1000));
  const message = `this affiliate wished for ${wishes} codes within 24 hours, as many as the campaign allows: try again later`;
  throw new Problem('too_many_requests', message, { retryAfter });
}

function refuseFull({ codes }: CodeCounts, { codesPerAffiliate }: SelfMint): void {
  if (codes < codesPerAffiliate) return;
  const message = `this affiliate has ${codes} codes of their own, as many as the campaign allows: switch one off first`;
  throw new Problem('too_many_codes', message, { codes, most: codesPerAffiliate });
}
