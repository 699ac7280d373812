import type { Step } from '../contract/commission.ts';
import type { FoundEnrollment } from './context.ts';
import { fractionText, reduced } from './fraction.ts';
import { baseOf, type PaymentState } from './payment.ts';
import { roundTogether } from './rounding.ts';
import { deepFrozen } from './deep-frozen.ts';
import type { Line, TermsUsed } from './stored-fact.ts';
import type { TermsLane } from './terms-lane.ts';

/** One credited enrollment with the terms it is paid by. */
export interface Share extends TermsLane {
  readonly enrollment: FoundEnrollment;
  readonly weight: number;
}

/** What a share would earn alone by one model. */
export interface Earned {
  readonly share: Share;
  readonly amount: bigint;
  readonly steps: readonly Step[];
}

/** share = weight × what it would earn alone; lines are the floors, the units missing go to the largest remainders (M3). */
export function split(earned: readonly Earned[]): readonly Earned[] {
  const numerators = earned.map(({ share, amount }) => BigInt(share.weight) * amount);
  return roundTogether(numerators, millionth).map((amount, index) => {
    const { share, amount: alone, steps } = earned[index] as Earned;
    if (share.weight === Number(millionth)) return { share, amount, steps };
    const exact = fractionText(reduced(numerators[index] as bigint, millionth));
    const values = { alone: Number(alone), ppm: share.weight, exact, result: Number(amount) };
    return { share, amount, steps: [...steps, { op: 'split', values }] };
  });
}

const millionth = 1_000_000n;

export function lineOf({ share, amount, steps }: Earned, model: string, state: PaymentState): Line {
  const { enrollment, terms, used, weight } = share;
  return {
    key: `${enrollment.id}/${model}`,
    enrollmentId: enrollment.id,
    affiliateId: enrollment.affiliateId,
    campaignId: enrollment.campaignId,
    model,
    role: 'base',
    amount,
    base: baseOf(state, terms.base),
    baseKind: terms.base,
    weight,
    terms: usedBy(model, used),
    steps,
  };
}

/** What of the terms a line of this model follows. */
function usedBy(model: string, used: readonly TermsUsed[]): readonly TermsUsed[] {
  let ofModels = followed.get(used);
  if (ofModels === undefined) followed.set(used, (ofModels = new Map()));
  let own = ofModels.get(model);
  if (own === undefined) {
    const relevant = (field: string): boolean => !field.startsWith('models.') || field.startsWith(`models.${model}.`);
    const levels = used.map((level) => ({ ...level, fields: level.fields.filter(relevant) }));
    ofModels.set(model, (own = deepFrozen(levels.filter(({ fields }) => fields.length > 0))));
  }
  return own;
}

/** Of the very same merged terms, which many payments share (merge-terms.ts). */
const followed = new WeakMap<readonly TermsUsed[], Map<string, readonly TermsUsed[]>>();
