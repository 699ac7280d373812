import type { Outcome } from '../domain/outcome.ts';
import { byTime, earliestOf } from '../domain/time.ts';
import type { Intake } from './context.ts';

/** Whose other payments and leads are to be looked at again, as `revisit_related` takes it; of nobody, `changed` is missing. */
export interface Followers {
  readonly changed?: 'credit_changed';
  readonly changedCustomer?: string | null;
  readonly changedSince?: string | null;
}

/** Who may be decided otherwise by this settlement. `moved`: who is credited changed, or nobody is any more. */
export const followersOf = (intake: Intake, outcome: Outcome, moved: boolean): Followers =>
  (moved && leads(intake)) || grown(intake, outcome) || tookSlot(intake, outcome) || firstPaid(intake, outcome)
    ? related(intake, outcome)
    : {};

/** Others follow it: a lead, or the first credited payment of its customer or subscription (A4). What comes after that one locks nobody. */
const leads = ({ kind, customerId, subscription, found, losers }: Intake): boolean =>
  kind === 'lead' ||
  kind === 'event' ||
  losers.length > 0 ||
  (customerId !== null && found.customerLock === undefined) ||
  (subscription !== null && found.subscriptionLock === undefined);

/** The same credit, and yet others may be decided otherwise by it: it happened at another time, or it is known whose it is; a lead knows more. */
function grown(intake: Intake, { standing, state }: Outcome): boolean {
  const { before, customerId, subscription, losers } = intake;
  if (intake.kind === 'lead') return standing === 'credited' && intake.added > 0;
  // Credited or not, it is one of the payments of its subscription (C4).
  const matters = (how: string): boolean => how === 'credited' || (subscription !== null && countsInSubscription(how));
  if (!matters(standing) || !matters(before.state)) return false;
  if (losers.length > 0) return true;
  const moved =
    before.occurredAt === null || state.occurredAt === null || byTime(before.occurredAt, state.occurredAt) !== 0;
  return moved || before.customerId !== customerId || before.subscription !== subscription;
}

/** It counts among the payments of its subscription from now on, credited or not: later ones move on by one (C4). */
const tookSlot = ({ subscription, before, fresh }: Intake, { standing }: Outcome): boolean =>
  subscription !== null && countsInSubscription(standing) && (fresh || !countsInSubscription(before.state));

/** Its customer has paid, at this time, credited or not: no lead of theirs earns from then on (C3). Behind a lock somebody paid before. */
function firstPaid({ kind, customerId, found, before }: Intake, { standing, state }: Outcome): boolean {
  if (kind !== 'payment' || customerId === null) return false;
  const then = isPaid(before.state) ? before.occurredAt : null;
  const now = isPaid(standing) ? state.occurredAt : null;
  if (then === null && (now === null || found.customerLock !== undefined)) return false;
  return then === null || now === null || byTime(then, now) !== 0 || before.customerId !== customerId;
}

const isPaid = (standing: string): boolean =>
  countsInSubscription(standing) || standing === 'no_rate' || standing === 'failed';

const countsInSubscription = (standing: string): boolean => ['credited', 'uncredited', 'denied'].includes(standing);

/** A lead may credit payments of any time; a payment's credit touches only what happened later (A4). Nobody else knows a stranger. */
function related(intake: Intake, { state }: Outcome): Followers {
  const customer = intake.stranger ? null : intake.customerId;
  if (customer === null && intake.subscription === null) return {};
  const times = [intake.before.occurredAt, state.occurredAt].filter((time) => time !== null);
  const since = intake.kind === 'lead' || intake.losers.length > 0 ? null : earliestOf(times);
  return { changed: 'credit_changed', changedCustomer: customer, changedSince: since };
}
