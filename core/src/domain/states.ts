import type { EnrollmentView } from '../contract/attribution.ts';
import { byTime } from './time.ts';

export type EnrollmentStatus = EnrollmentView['status'];
export type CampaignState = EnrollmentView['campaignState'];

/** Legal moves from each state; an empty list is final. */
export type Transitions<S extends string> = Readonly<Record<S, readonly S[]>>;

/** RULES, Statuses: `pending → approved ⇄ paused`, `pending → rejected`, `approved | paused → removed`. */
export const enrollmentTransitions: Transitions<EnrollmentStatus> = {
  pending: ['approved', 'rejected'],
  approved: ['paused', 'removed'],
  paused: ['approved', 'removed'],
  rejected: [],
  removed: [],
};

/** A10. A closed campaign may open again; an archived one is history, since what it credited must stay as it was promised. */
export const campaignTransitions: Transitions<CampaignState> = {
  draft: ['active', 'archived'],
  active: ['closed', 'archived'],
  closed: ['active', 'archived'],
  archived: [],
};

export type Move<S> = { readonly legal: true } | { readonly legal: false; readonly alternatives: readonly S[] };

/** Whether a move is legal, and if not, which are: a 409 names them. Staying where one is, is no move. */
export const move = <S extends string>(transitions: Transitions<S>, from: S, to: S): Move<S> =>
  transitions[from].includes(to) ? { legal: true } : { legal: false, alternatives: transitions[from] };

export type SaleStatus = 'pending' | 'approved' | 'paid' | 'refunded' | 'denied' | 'merged';

export interface Standing {
  readonly merged: boolean;
  readonly denied: boolean;
  /** G and F. */
  readonly gross: bigint;
  readonly reversed: bigint;
  /** Its subscription ended while it was in hold, and the terms take it back then (R7). */
  readonly cancelledInHold: boolean;
  /** Σ (C − V) of the sale's lines. */
  readonly linesNet: bigint;
  /** What payouts that were paid carried of them. */
  readonly paid: bigint;
  /** Null before it is credited. */
  readonly payableAt: string | null;
  readonly now: string;
  /** Under fraud review nothing matures (C7). */
  readonly underReview: boolean;
}

/** How a sale stands now: a projection of facts, postings and the clock, none of them final (RULES, Statuses). */
export function statusOf({
  merged,
  denied,
  gross,
  reversed,
  cancelledInHold,
  linesNet,
  paid,
  payableAt,
  now,
  underReview,
}: Standing): SaleStatus {
  if (merged) return 'merged';
  if (denied) return 'denied';
  if (cancelledInHold || (gross > 0n && reversed >= gross)) return 'refunded';
  if (linesNet > 0n && paid >= linesNet) return 'paid';
  if (payableAt !== null && !underReview && byTime(now, payableAt) >= 0) return 'approved';
  return 'pending';
}
