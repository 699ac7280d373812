import { clickModelWords } from '../../kit/credit-words.ts';
import { momentText } from '../../kit/dates.ts';
import { sentence } from '../../kit/form/schema.ts';

type Value = string | number | boolean;
type Values = Readonly<Record<string, Value | null>>;

/** Sentences for the codes of the rules; operands are put in where the trace gives them. */
const reasons: Readonly<Record<string, string>> = {
  credited: 'Credited',
  assigned: 'Assigned by hand',
  click_in_window: 'The click is within the days it counts',
  click_expired: 'The click is older than the days it counts',
  click_after_payment: 'The click came after the payment',
  click_not_counted: 'The click does not count: a robot, or its link was not open',
  unknown_click: 'No click has this id',
  no_click: 'No click came with it',
  code_redeemed: 'The code was redeemed with this payment',
  unknown_code: 'The code belongs to no affiliate',
  clicks_counted: 'The clicks are on this affiliate’s links',
  milestone_reached: 'The affiliate reached a milestone, or was given a bonus by hand',
  event_not_paid_for: 'Earns nothing: the terms agree on nothing for it',
  event_before: 'Earns nothing: the customer did it before',
  cancelled_in_hold: 'The subscription ended while this was in hold',
  no_such_milestone: 'Earns nothing: the terms know no such milestone',
  not_paid_for: 'The terms pay nothing for it',
  no_coupon: 'No code was redeemed',
  lead_matched: 'The customer came as this affiliate’s lead',
  lead_after_payment: 'The lead came after the payment',
  no_lead: 'No lead of this customer',
  lock_ended: 'The time a customer stays with the first affiliate is over',
  lock_not_begun: 'The first credit of the customer came later',
  customer_locked: 'The customer stays with the affiliate of the first payment',
  subscription_locked: 'The subscription stays with the affiliate of its first payment',
  no_customer_lock: 'No earlier payment of this customer is credited',
  no_subscription_lock: 'No earlier payment of this subscription is credited',
  named_by_server: 'Your server named the affiliate',
  unknown_slug: 'No affiliate has this slug',
  no_slug: 'Your server named nobody',
  no_evidence: 'Nothing told who sent this customer.',
  enrollment_paused: 'The affiliate was paused in this campaign',
  enrollment_removed: 'The affiliate was removed from this campaign',
  enrollment_pending: 'The affiliate was not approved in this campaign yet',
  campaign_closed: 'The campaign was closed',
  campaign_not_active: 'The campaign was not active',
  other_campaign: 'The sale was told to be of another campaign',
  self_referral: 'The affiliate is the customer',
  has_paid: 'Earns nothing: the customer had paid before',
  lead_before: 'Earns nothing: the customer was a lead in this campaign before',
  awaits_validation: 'Earns nothing yet: somebody has to validate it first',
  lead_rejected: 'Earns nothing: somebody rejected it',
  not_loaded: 'The plugin of this step is not loaded',
  outranked: 'Another step was asked before it, and held',
};
export const reasonWords = (reason: string): string => reasons[reason] ?? sentence(reason);

/** Why nobody is credited. */
export const refusalWords = (reason: string): string => {
  const words = reasonWords(reason);
  return words.endsWith('.') ? words : `${words}.`;
};

/** Operands whose name and value alone would be no words. */
const operands: Readonly<Record<string, (value: Value) => string | null>> = {
  found: (value) => reasonWords(String(value)),
  byPage: () => 'only a page told of it',
  model: (value) => `of several clicks: ${clickModelWords(String(value)).toLowerCase()}`,
  clicks: (value) => (value === 1 ? '1 click' : `${value} clicks`),
  clickAt: (value) => `clicked ${momentText(String(value), 'UTC')}`,
  touches: (value) => (value === 1 ? null : `of ${value} affiliates`),
  windowDays: (value) => (value === 1 ? 'counts for 1 day' : `counts for ${value} days`),
};

/** Operands that say something to a reader: times and plain facts, not the ids the rest of the page names already. */
export function operandWords(values: Values): readonly string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    if (value === null || value === '' || /Ids?$|^id$/.test(name)) return [];
    const words = operands[name];
    if (words !== undefined) return words(value) ?? [];
    const isTime = typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value);
    return [`${sentence(name).toLowerCase()} ${isTime ? momentText(value, 'UTC') : String(value)}`];
  });
}
