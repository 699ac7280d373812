import type { EventReported, Fact, LeadCaptured } from '../contract/facts.ts';

/** The facts of one delivery, by what they are about. */
export interface Grouped {
  /** About a customer, subscription or code: taken in first, so that payments of the same delivery know of them. */
  readonly about: readonly Fact[];
  readonly leads: readonly LeadCaptured[];
  readonly events: readonly EventReported[];
  /** Facts that share an id are about one payment: `refs` are all ids of the group. */
  readonly payments: readonly { readonly refs: readonly string[]; readonly facts: readonly Fact[] }[];
}

/** Every id of a payment that a fact names; empty for facts about something else. */
export function refsOf(fact: Fact): readonly string[] {
  switch (fact.type) {
    case 'payment.received':
      return [...new Set([fact.key, ...fact.refs])];
    case 'refund.changed':
    case 'dispute.changed':
    case 'identifiers.linked':
    case 'evidence.added':
      return [...new Set(fact.refs)];
    default:
      return [];
  }
}

export function groupFacts(facts: readonly Fact[]): Grouped {
  const payments: { refs: Set<string>; facts: Fact[] }[] = [];
  for (const fact of facts) {
    const refs = refsOf(fact);
    if (refs.length === 0) continue;
    const touched = payments.filter((group) => refs.some((ref) => group.refs.has(ref)));
    const joined = {
      refs: new Set([...touched.flatMap((group) => [...group.refs]), ...refs]),
      facts: [...touched.flatMap((group) => group.facts), fact],
    };
    for (const group of touched) payments.splice(payments.indexOf(group), 1);
    payments.push(joined);
  }
  return {
    about: facts.filter(
      ({ type }) => type === 'customer.changed' || type === 'subscription.changed' || type === 'coupon.changed',
    ),
    leads: facts.filter((fact) => fact.type === 'lead.captured'),
    events: facts.filter((fact) => fact.type === 'event.reported'),
    payments: payments.map((group) => ({ refs: [...group.refs].sort(), facts: group.facts })),
  };
}
