import { byContent, byOccurrence, type FactOf, firstBy, lastBy, ofType } from './facts-of.ts';
import type { ClicksCounted, MilestoneReached, StoredCustomer, StoredFact } from './stored-fact.ts';

/** What is decided by itself: money that came, or what is credited without any. */
export type SubjectKind = 'payment' | 'lead' | 'click' | 'event' | 'bonus';

/** What is credited without money, and what it says of itself beside when and whose it is (C3). */
export type Subject =
  /** `byPage`: nobody but pages told of it. */
  | { readonly kind: 'lead'; readonly byPage?: true }
  | ({ readonly kind: 'click' } & Pick<ClicksCounted, 'enrollmentId' | 'clicks'>)
  | { readonly kind: 'event'; readonly name: string }
  | ({ readonly kind: 'bonus' } & Pick<MilestoneReached, 'enrollmentId' | 'name' | 'amount'>);

export interface Unpaid {
  readonly subject: Subject | null;
  readonly occurredAt: string | null;
  readonly customer: StoredCustomer | null;
}

/**
 * Of leads, events and milestones the earliest statement is believed, one of a page only where nobody else told of it (A5); of clicks, which only
 * grow in number, the most that was ever counted.
 */
export function unpaidOf(facts: readonly StoredFact[]): Unpaid {
  const counted = lastBy(ofType(facts, 'clicks.counted'), byNumber);
  if (counted !== null) {
    const { enrollmentId, clicks, occurredAt } = counted.fact;
    return { subject: { kind: 'click', enrollmentId, clicks }, occurredAt, customer: null };
  }
  const reached = firstBy(ofType(facts, 'milestone.reached'), byOccurrence);
  if (reached !== null) {
    const { enrollmentId, name, amount, occurredAt } = reached.fact;
    const subject: Subject = { kind: 'bonus', enrollmentId, name, ...(amount !== undefined && { amount }) };
    return { subject, occurredAt, customer: null };
  }
  const told = firstBy(
    ofType(facts, 'lead.captured', 'event.reported'),
    (a, b) => Number(isByPage(a)) - Number(isByPage(b)) || byOccurrence(a, b),
  );
  if (told === null) return { subject: null, occurredAt: null, customer: null };
  const { fact } = told;
  const subject: Subject = fact.type === 'event.reported' ? { kind: 'event', name: fact.name } : leadOf(facts);
  return { subject, occurredAt: fact.occurredAt, customer: fact.customer ?? null };
}

const leadOf = (facts: readonly StoredFact[]): Subject =>
  ofType(facts, 'lead.captured').every(isByPage) ? { kind: 'lead', byPage: true } : { kind: 'lead' };

const isByPage = ({ fact }: StoredFact): boolean => fact.type === 'lead.captured' && fact.via === 'script';

/** Whose it is, where what happened says so itself: nobody is asked for evidence then. */
export const ownerOf = (subject: Subject | null): string | null =>
  subject?.kind === 'click' || subject?.kind === 'bonus' ? subject.enrollmentId : null;

/** Of an event or a milestone. */
export const nameOf = (subject: Subject | null): string | null =>
  subject?.kind === 'event' || subject?.kind === 'bonus' ? subject.name : null;

type Counted = FactOf<'clicks.counted'>;
const byNumber = (a: Counted, b: Counted): number => a.fact.clicks - b.fact.clicks || byContent(a, b);
