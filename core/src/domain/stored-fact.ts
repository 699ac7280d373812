import type { CustomerKeys, Fact } from '../contract/facts.ts';
import type { Standing } from '../contract/lanes.ts';

/** The customer of a stored fact: an id and what it was known by, the e-mail only as a hash (ARCHITECTURE, Tenancy). */
export interface StoredCustomer extends Omit<CustomerKeys, 'email' | 'name'> {
  readonly id: string;
  readonly emailHash?: string;
}

type Stored<F> = F extends { readonly customer?: CustomerKeys }
  ? Omit<F, 'customer'> & { readonly customer?: StoredCustomer }
  : F;

/** A fact as it is kept: content, where it came from and when it was learned of. */
export interface StoredFact {
  readonly id: string;
  /** The payment or lead it was first stored under; merging never rewrites it. Empty for facts about a customer or subscription. */
  readonly paymentId: string | null;
  readonly connectionId: string;
  readonly recordedAt: string;
  /** `key:…`, `user:…`, `adapter:stripe`, `core`. */
  readonly actor: string;
  readonly reason?: string;
  readonly fact: Stored<Fact> | CoreFact;
}

/** What the core itself decided at a moment (ARCHITECTURE: state is a function of the set of facts). */
export type CoreFact =
  | CreditStanding
  | CreditClosed
  | CreditDenied
  | CreditReinstated
  | CreditAssigned
  | LeadJudged
  | StandingRead
  | BudgetRead
  | ClicksCounted
  | MilestoneReached
  | PaymentDefinite;

/** Read at first credit (C6, C7). The due dates hold; the slot is what it was then, and is read again while the credit is open. */
export interface CreditStanding {
  readonly type: 'credit.standing';
  readonly occurredAt: string;
  /** Which payment above 0 of its subscription this is, from 1. */
  readonly slot: number;
  /** occurred_at + hold days × 86 400 s. */
  readonly payableAt: string;
  /** payable_at + grace days × 86 400 s. */
  readonly eligibleAt: string;
}

/** The hold passed: from here only refunds and disputes move the lines (A8). */
export interface CreditClosed {
  readonly type: 'credit.closed';
  readonly occurredAt: string;
  readonly decision: Decision;
  readonly lines: readonly Line[];
  /** G when it closed; the base is each line's own. */
  readonly gross: bigint;
  readonly refundPolicy: string;
  /** Its terms said that an end of its subscription within the hold takes everything back (R7). */
  readonly cancelReverses?: true;
}

/** By a person (A11, R10). */
export interface CreditDenied {
  readonly type: 'credit.denied';
  readonly occurredAt: string;
}
export interface CreditReinstated {
  readonly type: 'credit.reinstated';
  readonly occurredAt: string;
}
/** Assigned or moved by a person to this enrollment (A11). */
export interface CreditAssigned {
  readonly type: 'credit.assigned';
  readonly occurredAt: string;
  readonly enrollmentId: string;
}
/** What a person says of a lead: where the terms ask for it, it earns once it is validated, and never while rejected (C3). */
export interface LeadJudged {
  readonly type: 'lead.validated' | 'lead.rejected';
  readonly occurredAt: string;
}
/** Where an enrollment stood before this payment was credited, read once for each question (C6): it is never asked again. */
export interface StandingRead extends Standing {
  readonly type: 'standing.read';
  readonly occurredAt: string;
  readonly enrollmentId: string;
}
/** How many clicks of an enrollment counted in a UTC clock hour, as far as they are known; the most that was ever counted holds (C3). */
export interface ClicksCounted {
  readonly type: 'clicks.counted';
  /** When the hour began. */
  readonly occurredAt: string;
  readonly enrollmentId: string;
  readonly clicks: number;
}
/** An enrollment reached what its terms pay a bonus for, by itself or because a person says so; the first time counts (C3). */
export interface MilestoneReached {
  readonly type: 'milestone.reached';
  /** Of so many sales, when the last of them was paid. */
  readonly occurredAt: string;
  readonly enrollmentId: string;
  readonly name: string;
  /** How many sales, where it is that. */
  readonly sales?: number;
  /** What a person gives for it, whatever the terms say of it: minor units of the campaign's currency. */
  readonly amount?: bigint;
}
/** What was left of a campaign's budget for the lines of this payment, which then came to `asked` (C5). */
export interface BudgetRead {
  readonly type: 'budget.read';
  readonly occurredAt: string;
  readonly campaignId: string;
  /** The UTC month, `until` exclusive; null: the budget is for all time. */
  readonly from: string | null;
  readonly until: string | null;
  /** Of the budget, and of `left`. */
  readonly currency: string;
  /** Σ of the lines before they were cut, minor units of the payment's currency. */
  readonly asked: bigint;
  readonly left: bigint;
  /** Which reading of this payment it is, from 1: the last one holds. */
  readonly place: number;
}
/** An hour passed and no definite fact joined a tentative payment (I2). */
export interface PaymentDefinite {
  readonly type: 'payment.definite';
  readonly occurredAt: string;
}

/** Who is credited, and what every strategy saw. Stored with the credit; explain, replay and backtest read it. */
export interface Decision {
  readonly outcome: 'credited' | 'denied' | 'nobody';
  /** Codes: `credited`, `self_referral`, `no_evidence`, `enrollment_paused`, `tentative`, `no_money`, `assigned` … */
  readonly reason: string;
  readonly method: string | null;
  readonly strategy: string | null;
  readonly shares: readonly { readonly enrollmentId: string; readonly weight: number }[];
  readonly asked: readonly Asked[];
}

export interface Asked {
  readonly strategy: string;
  /** `claimed` won; `passed` saw nothing; `passed_over` named somebody who cannot be credited; `outranked` was asked after the winner. */
  readonly outcome: 'claimed' | 'passed' | 'passed_over' | 'outranked' | 'stopped';
  readonly reason: string;
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
}

/** One commission line as it should be before reversals. Its key is stable however often it is decided again. */
export interface Line {
  /** `<enrollment id>/<model id>`; of an override with `/<key of its parent>` after it. */
  readonly key: string;
  readonly enrollmentId: string;
  readonly affiliateId: string;
  readonly campaignId: string;
  readonly model: string;
  readonly role: 'base' | 'override' | 'bonus' | 'adjustment';
  /** Of an override: the key of the line it is earned by (C8). */
  readonly parent?: string;
  /** C, minor units of the payment's currency, at least 0. */
  readonly amount: bigint;
  /** What its reversals are measured by (R1): B or G, by the base of its own terms, which an affiliate may have apart (C1). 0 for a lead. */
  readonly base: bigint;
  readonly baseKind: 'net' | 'gross';
  readonly weight: number;
  readonly terms: readonly TermsUsed[];
  readonly steps: readonly {
    readonly op: string;
    readonly values: Readonly<Record<string, string | number | boolean | null>>;
  }[];
}

/** Which level of C1 gave which fields, with its version. */
export interface TermsUsed {
  readonly level: 'affiliate' | 'tier' | 'group' | 'campaign';
  readonly termsId: string;
  readonly version: number;
  readonly fields: readonly string[];
}
