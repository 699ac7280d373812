/**
 * Attribution strategies: each looks at one kind of evidence and claims a payment or lead for an enrollment, or passes. Pure: no clock,
 * no I/O, frozen input. The core asks them in the campaign's order (A1); the first claim naming a creditable enrollment wins.
 */
export interface AttributionStrategy {
  /** The name of the step in a campaign's order, e.g. `coupon`, `customer_lock`. */
  readonly id: string;
  /** What the source is called on a sale: `coupon`, `link`, `customer_match`, `server` … (F90). */
  readonly method: string;
  /** Click models (A3) it knows how to pick by, if any; a campaign may name only one that some loaded strategy knows. */
  readonly models?: readonly string[];
  /** Ids of steps that must come after this one in any campaign's order; `all`: it comes first (A4). */
  readonly precedes?: readonly string[] | 'all';
  decide(evidence: EvidenceView): Finding;
}

/** What a strategy answers, always with a reason as a code with values, never a sentence. */
export type Finding = Claim | Pass;

export interface Claim {
  readonly outcome: 'claim';
  /** Weights in parts per million, summing to 1 000 000. Order is touch order: ties in a split go to the earlier (M3). */
  readonly shares: readonly { readonly enrollmentId: string; readonly weight: number }[];
  readonly reason: string;
  readonly values: Values;
  /** When the claimed enrollment cannot be credited, nobody is: a lock is not passed on (A4, A6). */
  readonly exclusive?: boolean;
  /** Overrides the strategy's method. */
  readonly method?: string;
}

export interface Pass {
  readonly outcome: 'pass';
  /** Begins with `no_` where there was nothing to look at (`no_click`); any other is told to the caller when nobody is credited. */
  readonly reason: string;
  readonly values: Values;
}

/**
 * Operands of a reason: ids, codes, times (RFC 3339), integers. Serialisable, so that every locale can tell it. A claim that rests on a click
 * names it as `clickId` and `clickAt`, one that rests on a coupon names its `code`: lists show them, and the click of a lead decides which
 * payments it binds (A8).
 */
export type Values = Readonly<Record<string, string | number | boolean | null>>;

/** All evidence about one payment or lead, known as of its `occurredAt` (A8). */
export interface EvidenceView {
  readonly kind: 'payment' | 'lead';
  /** RFC 3339, UTC. */
  readonly occurredAt: string;
  readonly billing: 'one_time' | 'first' | 'renewal' | 'change' | 'unknown';
  /** Enrollments named by any evidence, as they stood at `occurredAt`, by id. */
  readonly enrollments: Readonly<Record<string, EnrollmentView>>;
  readonly subscriptionLock?: LockView;
  readonly customerLock?: LockView;
  readonly coupons: readonly CouponView[];
  readonly clicks: readonly ClickEvidence[];
  readonly slugs: readonly { readonly slug: string; readonly enrollmentId: string | null }[];
  readonly leads: readonly LeadView[];
  /** The campaign's click model (A3): `last_click`, `first_click` … */
  readonly model: string;
}

export interface EnrollmentView {
  readonly id: string;
  readonly campaignId: string;
  readonly affiliateId: string;
  readonly slug: string;
  readonly status: 'pending' | 'approved' | 'paused' | 'rejected' | 'removed';
  readonly campaignState: 'draft' | 'active' | 'closed' | 'archived';
  /** Whether it may be credited at `occurredAt`, and if not, why: `enrollment_paused`, `campaign_archived` … */
  readonly creditable: boolean;
  readonly reason?: string;
}

/** The first credited payment of a subscription or customer. */
export interface LockView {
  readonly enrollmentId: string;
  readonly paymentId: string;
  readonly at: string;
  /** End of the lock, exclusive; left out: without end. */
  readonly until?: string;
}

export interface CouponView {
  /** As given: the code, or the processor's id of it. */
  readonly given: string;
  readonly code: string | null;
  readonly enrollmentId: string | null;
}

export interface ClickEvidence {
  /** The click id in the payment. */
  readonly given: string;
  /** The visitor's clicks up to `occurredAt`, oldest first, the named one among them; empty: unknown id. */
  readonly visits: readonly ClickView[];
}

export interface ClickView {
  readonly id: string;
  readonly enrollmentId: string;
  readonly at: string;
  /** Snapshotted on the click (A2): it counts in [at, at + windowDays × 86 400 s). */
  readonly windowDays: number;
  readonly counts: boolean;
  /** Why it does not count: `bot`, `paused`, `campaign_closed` … */
  readonly reason: string | null;
}

export interface LeadView {
  readonly by: 'external_id' | 'processor_id' | 'email';
  readonly leadId: string;
  readonly enrollmentId: string;
  readonly at: string;
  /** The click the lead came from: a lead recorded after the payment counts if this lies before it (A8). */
  readonly clickAt?: string;
}
