import type { AttributionStrategy } from '../contract/attribution.ts';
import type { AnyModel } from '../contract/lanes.ts';
import type { RefundPolicy } from '../contract/refund-policy.ts';
import type { Commissions } from './commission.ts';
import type { BudgetWanted } from './budget.ts';
import type { Posting } from './context.ts';
import type { DemandedLine } from './demanded.ts';
import type { PaymentState } from './payment.ts';
import type { CoreFact, CreditStanding, Decision } from './stored-fact.ts';
import type { StandingWanted } from './terms-lane.ts';

/** The pure plugins a decision asks. */
export interface Rules {
  readonly strategies: ReadonlyMap<string, AttributionStrategy>;
  readonly models: ReadonlyMap<string, AnyModel>;
  readonly policies: ReadonlyMap<string, RefundPolicy>;
}

/** How a payment or lead stands: what it is waiting for, or who is credited. */
export type PaymentStanding =
  | 'waiting' // for the payment its refunds or ids speak of (R5)
  | 'tentative' // a bare charge within its hour (I2)
  | 'no_money'
  | 'uncredited'
  | 'credited'
  | 'denied'
  | 'no_rate' // terms in another currency, and no rate (M5)
  | 'failed'; // a plugin broke its contract: nothing is posted until it is mended

export interface Outcome {
  readonly state: PaymentState;
  readonly standing: PaymentStanding;
  readonly reason: string;
  readonly decision: Decision;
  readonly lines: readonly DemandedLine[];
  /** Models of an open credit that earn nothing, or not yet, and why. */
  readonly unearned: Commissions['none'];
  /** What commission was computed on, per credited enrollment the same. */
  readonly base: bigint;
  /** Σ bᵢ of R1, rounded, in [0, base]: what a tier's standing leaves out (C6). */
  readonly reversedBase: bigint;
  readonly credit: CreditStanding | null;
  readonly closed: boolean;
  /** All of it is taken back, since its subscription ended while it was in hold (R7). */
  readonly cancelledInHold: boolean;
  /** Decided in this very moment, to be stored with it. */
  readonly newFacts: readonly CoreFact[];
  readonly postings: readonly Posting[];
  /** When the clock alone will change something. */
  readonly revisitAt: string | null;
  readonly notes: readonly string[];
  /** To be read, and decided again with: until then this outcome is nothing to go by (C6). */
  readonly wanted: readonly StandingWanted[];
  /** The same of a budget (C5). */
  readonly budget: BudgetWanted | null;
}
