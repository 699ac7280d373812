import type { ClickEvidence, CouponView, LeadView, LockView } from '../contract/attribution.ts';
import type { BudgetLeft } from './budget.ts';
import type { RateTable } from './exchange.ts';
import type { SubjectKind } from './subject.ts';
import type { StandingRead, StoredFact } from './stored-fact.ts';
import type { TermsLevels } from './terms.ts';

/** Everything a decision about one payment or lead reads, as plain data, known as of its `occurredAt`. */
export interface Context {
  readonly kind: SubjectKind;
  readonly paymentId: string;
  /** Payments found to be this one (I2); they should hold nothing. */
  readonly merged: readonly string[];
  readonly mode: 'live' | 'test';
  readonly graceDays: number;
  /** Facts of the payment and of all merged into it, and of its subscription and customer. */
  readonly facts: readonly StoredFact[];
  readonly found: Found;
  /** Payments above 0 of the same subscription before this one. */
  readonly earlierInSubscription: number;
  /** Of a lead: when its customer first paid, where that was no later than the lead; left out: they had not. */
  readonly customerPaidAt?: string;
  /** Of a lead or event: the first other one of its customer (and name) in each campaign, of those before it; left out: none. */
  readonly alike?: readonly { readonly id: string; readonly campaignId: string; readonly at: string }[];
  readonly posted: readonly PostedLine[];
  /** For terms that speak of another currency than the payment's (M5); left out: none are known. */
  readonly rates?: RateTable;
  /** What deciding asked for and was read just now (C6); `no_rate`: a sale it sums has none (M5). */
  readonly read?: readonly StandingRead[] | 'no_rate';
  /** The same of what was left of the campaign's budget (C5). */
  readonly budget?: BudgetLeft | 'no_rate';
}

/** What the store found for the evidence named in the facts. */
export interface Found {
  readonly enrollments: readonly FoundEnrollment[];
  readonly subscriptionLock?: LockView;
  /** Without `until`: the lock's length is in the terms of the enrollment's campaign. */
  readonly customerLock?: LockView;
  readonly coupons: readonly CouponView[];
  readonly clicks: readonly ClickEvidence[];
  readonly slugs: readonly { readonly slug: string; readonly enrollmentId: string | null }[];
  readonly leads: readonly LeadView[];
}

export interface FoundEnrollment {
  readonly id: string;
  readonly campaignId: string;
  readonly campaignSlug: string;
  /** What leads, clicks and bonuses are paid in (M5). */
  readonly campaignCurrency: string;
  readonly affiliateId: string;
  readonly slug: string;
  /** As of `occurredAt` (A10). */
  readonly status: 'pending' | 'approved' | 'paused' | 'rejected' | 'removed';
  readonly campaignState: 'draft' | 'active' | 'closed' | 'archived';
  /** The customer of the payment has an e-mail that is one of the affiliate's (A7). */
  readonly selfReferral: boolean;
  readonly terms: TermsLevels;
  /** Its campaign has, or once had, a budget: what its lines come to is summed up (C5). */
  readonly budgeted?: boolean;
  /** Its campaign has, or once had, terms that ask where an enrollment stands: what it sells is summed up (C6). */
  readonly tiered?: boolean;
  /** Who recruited it into this campaign, as of `occurredAt`; of a recruiter, nobody: there is one level (C8). */
  readonly recruiter?: FoundEnrollment;
}

/** Sums of the postings of one line of one payment. */
export interface PostedLine {
  readonly paymentId: string;
  readonly key: string;
  readonly enrollmentId: string;
  readonly affiliateId: string;
  readonly currency: string;
  /** Σ credited − Σ withdrawn. */
  readonly credited: bigint;
  /** Σ reversed − Σ given back. */
  readonly reversed: bigint;
  /** Net of the line in the affiliate's pending account, and in payable (payout movements apart). */
  readonly pending: bigint;
  readonly payable: bigint;
}

export type Account = 'commission_expense' | 'pending' | 'payable' | 'clearing' | 'paid_out' | 'written_off';

/** One positive amount moved from a debit to a credit account. */
export interface Posting {
  readonly paymentId: string;
  readonly lineKey: string;
  readonly enrollmentId: string;
  readonly affiliateId: string;
  readonly currency: string;
  readonly debit: Account;
  readonly credit: Account;
  readonly amount: bigint;
  readonly reason: 'credited' | 'credit_withdrawn' | 'reversed' | 'given_back' | 'matured' | 'merged';
}
