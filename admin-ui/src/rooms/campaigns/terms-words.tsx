import type { CampaignTerms, PartialCommissionTerms } from '@fairlead/core/api';
import type { ReactNode } from 'react';
import { majorOf } from '../../kit/form/decimals.ts';
import { Details } from '../../kit/details.tsx';
import { sentence } from '../../kit/form/schema.ts';
import { modelWords } from './model-words.ts';

/** Commission terms read back: only what they set. */
export function CommissionInWords({ terms }: { readonly terms: PartialCommissionTerms }) {
  const { base, holdDays, refundPolicy, budget, models = {} } = terms;
  const items: (readonly [string, ReactNode])[] = [
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
  ];
  return items.length === 0 ? (
    <p className="fl-quiet">Nothing is set.</p>
  ) : (
    <Details label="Commission" items={items} />
  );
}

/** All terms of a campaign read back. */
export function TermsInWords({ terms: { attribution, commission } }: { readonly terms: CampaignTerms }) {
  const { model, windowDays, order, couponOverClick, lockDays } = attribution;
  return (
    <>
      <CommissionInWords terms={commission} />
      <Details
        label="Attribution"
        items={[
          ['A click counts', days(windowDays)],
          [
            'Of several clicks',
            model === 'last_click' ? 'the last one counts' : model === 'first_click' ? 'the first one counts' : model,
          ],
          [
            'A customer stays',
            lockDays === null
              ? 'with the affiliate of the first payment, without end'
              : `with the affiliate of the first payment for ${days(lockDays)}`,
          ],
          ['Evidence is asked', order.map((id) => sentence(id).toLowerCase()).join(', then ')],
          ['Coupons', couponOverClick ? 'win over clicks' : 'are asked after the affiliate named by the server'],
        ]}
      />
    </>
  );
}

const budgetWords = ({ amount: { unit, currency }, per }: NonNullable<PartialCommissionTerms['budget']>): string =>
  `${majorOf(unit, currency)} ${currency} ${per === 'month' ? 'each month' : 'in all'}, overrides included`;

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
