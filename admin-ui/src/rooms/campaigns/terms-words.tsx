import type { CampaignTerms, PartialCommissionTerms } from '@fairlead/core/api';
import { groupedMajor } from '../../kit/form/decimals.ts';
import { clickModelWords, strategyWords } from '../../kit/credit-words.ts';
import { Details } from '../../kit/details.tsx';
import { sentence } from '../../kit/form/schema.ts';
import { modelWords } from './model-words.ts';

/** A term by its name, and what it says. */
export type TermInWords = readonly [term: string, words: string];

/** Commission terms read back: only what they set. */
export function CommissionInWords({ terms }: { readonly terms: PartialCommissionTerms }) {
  const items = commissionWords(terms);
  return items.length === 0 ? (
    <p className="fl-quiet">Nothing is set.</p>
  ) : (
    <Details label="Commission" items={items} />
  );
}

/** All terms of a campaign read back. */
export const TermsInWords = ({ terms: { attribution, commission } }: { readonly terms: CampaignTerms }) => (
  <>
    <CommissionInWords terms={commission} />
    <Details label="Attribution" items={attributionWords(attribution)} />
  </>
);

export function commissionWords(terms: PartialCommissionTerms): readonly TermInWords[] {
  const { base, holdDays, refundPolicy, cancelWithinHoldReverses, budget, models = {} } = terms;
  return [
    ...Object.entries(models).map(([id, set]) => [modelTitle(id), modelWords(id, set)] as const),
    ...(holdDays === undefined ? [] : [['Hold', days(holdDays)] as const]),
    ...(base === undefined
      ? []
      : [
          [
            'Percentages are of',
            base === 'net' ? 'what was paid without tax and shipping' : 'all that was paid',
          ] as const,
        ]),
    ...(budget == null ? [] : [['Budget', budgetWords(budget)] as const]),
    ...(refundPolicy === undefined ? [] : [['Refunds take back', refundWords[refundPolicy] ?? refundPolicy] as const]),
    ...(cancelWithinHoldReverses === undefined
      ? []
      : [['Cancelling takes back', cancelWithinHoldReverses ? 'what is still in hold then' : 'nothing'] as const]),
  ];
}

const attributionWords = ({
  model,
  windowDays,
  order,
  couponOverClick,
  lockDays,
}: CampaignTerms['attribution']): readonly TermInWords[] => [
  ['A click counts', days(windowDays)],
  ['Of several clicks', lowered(clickModelWords(model))],
  [
    'A customer stays',
    lockDays === null
      ? 'with the affiliate of the first payment, without end'
      : `with the affiliate of the first payment for ${days(lockDays)}`,
  ],
  ['Evidence is asked', order.map((id) => lowered(strategyWords(id))).join('; then ')],
  ['Coupons', couponOverClick ? 'win over clicks' : 'are asked after the affiliate named by the server'],
];

const lowered = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);

/** What holds where a version says nothing. */
const whereUnsaid: Readonly<Record<string, string>> = { 'Cancelling takes back': 'nothing', Budget: 'none' };

/** Terms that read otherwise in two versions, in their order; null: there are none of that name. */
export function changedTerms(
  before: CampaignTerms,
  after: CampaignTerms,
): readonly { readonly term: string; readonly before: string | null; readonly after: string | null }[] {
  const wordsOf = ({ commission, attribution }: CampaignTerms): ReadonlyMap<string, string> =>
    new Map([...commissionWords(commission), ...attributionWords(attribution)]);
  const [old, draft] = [wordsOf(before), wordsOf(after)];
  return [...new Set([...draft.keys(), ...old.keys()])]
    .map((term) => {
      const unsaid = whereUnsaid[term] ?? null;
      return { term, before: old.get(term) ?? unsaid, after: draft.get(term) ?? unsaid };
    })
    .filter((one) => one.before !== one.after);
}

const budgetWords = ({ amount: { unit, currency }, per }: NonNullable<PartialCommissionTerms['budget']>): string =>
  `${groupedMajor(unit, currency)} ${currency} ${per === 'month' ? 'each month' : 'in all'}, overrides included`;

const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

const titles: Readonly<Record<string, string>> = {
  cps: 'A sale earns',
  recurring: 'Renewals earn',
  cpl: 'A lead earns',
  cpc: 'A click earns',
  cpa: 'Events earn',
  bonuses: 'Bonuses',
  tiers: 'Rates grow',
  sub_affiliates: 'Recruiters earn',
};
const modelTitle = (id: string): string => titles[id] ?? sentence(id);

const refundWords: Readonly<Record<string, string>> = {
  proportional: 'the same part of the commission',
  full_refund_only: 'the commission, once all was refunded',
  recompute: 'what the terms would not have paid for the rest',
};
