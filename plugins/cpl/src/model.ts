import { defineModel, type LeadKnown } from '@fairlead/core/plugin';
import { fixed } from '@fairlead/core/working';
import { Terms } from './terms.ts';

const nothingKnown: LeadKnown = { paidAt: null, earlier: null, verdict: null };

/**
 * Per lead, an agreed amount (C3). That a customer is one lead, however often and by whatever key they are told of, is the core's; who has
 * paid before is a customer, and no lead any more. What only a page told of waits for somebody's word, whatever the terms say.
 */
export const model = defineModel({
  id: 'cpl',
  lane: 'base',
  title: 'Per lead',
  terms: Terms,
  accepts: (kind) => kind === 'lead',
  compute(event) {
    const { amount, validation } = event.terms;
    const { paidAt, earlier, verdict, byPage } = event.lead ?? nothingKnown;
    if (paidAt !== null) return { earns: false, reason: 'has_paid', values: { paidAt } };
    if (earlier !== null) return { earns: false, reason: 'lead_before', values: { ...earlier } };
    if (verdict === 'rejected') return { earns: false, reason: 'lead_rejected', values: {} };
    if (byPage && verdict === null) return { earns: 'not_yet', reason: 'awaits_validation', values: { byPage } };
    if (validation && verdict === null) return { earns: 'not_yet', reason: 'awaits_validation', values: {} };
    return fixed(event, amount);
  },
});
