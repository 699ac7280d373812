import type { Step } from '../contract/commission.ts';
import type { FoundEnrollment } from './context.ts';
import { fractionText, reduced } from './fraction.ts';
import { baseOf, type PaymentState } from './payment.ts';
import { roundTogether } from './rounding.ts';
import type { Line } from './stored-fact.ts';
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
  const relevant = (field: string): boolean => !field.startsWith('models.') || field.startsWith(`models.${model}.`);
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
    terms: used
      .map((level) => ({ ...level, fields: level.fields.filter(relevant) }))
      .filter(({ fields }) => fields.length > 0),
    steps,
  };
}
