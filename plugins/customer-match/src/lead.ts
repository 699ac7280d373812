import { type AttributionStrategy, claim, type LeadView, pass, wholeSeconds } from '@fairlead/core/plugin';

/**
 * A5: a lead binds its customer to an enrollment, and the earlier binding stays. A lead made after the payment counts only if the click
 * it came from lies before (A8).
 */
const leadBy = (by: LeadView['by']): AttributionStrategy => ({
  id: `lead_${by}`,
  method: 'customer_match',
  decide({ leads, enrollments, occurredAt }) {
    const found = leads.filter((lead) => lead.by === by).toSorted((a, b) => wholeSeconds(a.at) - wholeSeconds(b.at));
    const counting = found.filter((lead) => isBefore(lead, occurredAt));
    // One customer may be bound in several campaigns; the payment may name the one it belongs to.
    const chosen = counting.find(({ enrollmentId }) => enrollments[enrollmentId]?.creditable) ?? counting[0];
    if (chosen) return claim(chosen.enrollmentId, 'lead_matched', operandsOf(chosen));
    return found[0] ? pass('lead_after_payment', operandsOf(found[0])) : pass('no_lead');
  },
});

export const leadByExternalId = leadBy('external_id');
export const leadByProcessorId = leadBy('processor_id');
export const leadByEmail = leadBy('email');

const isBefore = ({ at, clickAt }: LeadView, occurredAt: string): boolean =>
  [at, clickAt].some((time) => time !== undefined && wholeSeconds(time) <= wholeSeconds(occurredAt));

const operandsOf = ({ by, leadId, at, clickAt }: LeadView) => ({ by, leadId, at, clickAt: clickAt ?? null });
