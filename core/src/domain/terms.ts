import type { Amount } from '../contract/amount-field.ts';

/** What a campaign promises, one immutable version of it (C1). Partial at the levels of a group or an affiliate. */
export interface CommissionTerms {
  /** What a percentage is of (C2). */
  readonly base: 'net' | 'gross';
  /** Days until a commission becomes payable (C7). */
  readonly holdDays: number;
  /** Id of the refund policy (R12). */
  readonly refundPolicy: string;
  /** Whether what is still in hold when its subscription ends is taken back (R7). Left out: it is not. */
  readonly cancelWithinHoldReverses?: boolean;
  /** Of a campaign only: neither a group nor an affiliate has one of its own. Left out or null: none. */
  readonly budget?: Budget | null;
  /** Terms by commission model id, each of the model's own schema. */
  readonly models: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What the lines of a campaign may come to, less what is taken back, overrides included (C5). */
export interface Budget {
  readonly amount: Amount;
  readonly per: 'month' | 'all';
}

export interface AttributionTerms {
  /** The click model (A3). */
  readonly model: string;
  /** Days a click counts (A2). */
  readonly windowDays: number;
  /** Strategy ids in the order they are asked (A1). */
  readonly order: readonly string[];
  /** Off: coupon is asked after the slug (A1), wherever `order` has it. */
  readonly couponOverClick: boolean;
  /** Days the customer lock holds; null: without end (A4). */
  readonly lockDays: number | null;
}

export interface CampaignTerms {
  readonly attribution: AttributionTerms;
  readonly commission: CommissionTerms;
}

export type PartialCommissionTerms = Partial<Omit<CommissionTerms, 'models' | 'budget'>> & {
  readonly models?: CommissionTerms['models'];
};

/** One level of terms as stored. */
export interface TermsVersion<T> {
  readonly id: string;
  readonly version: number;
  readonly terms: T;
}

/** The levels that apply to one enrollment at one time; affiliate > tier > group > campaign, field by field (C1). */
export interface TermsLevels {
  readonly campaign: TermsVersion<CampaignTerms>;
  readonly group?: TermsVersion<PartialCommissionTerms>;
  /** What is reached, by the terms lane; never as stored. */
  readonly tier?: TermsVersion<PartialCommissionTerms>;
  readonly affiliate?: TermsVersion<PartialCommissionTerms>;
}

/** A1: the order asked unless a campaign says otherwise. */
export const defaultOrder: readonly string[] = [
  'subscription_lock',
  'coupon',
  'customer_lock',
  'click',
  'slug',
  'lead_external_id',
  'lead_processor_id',
  'lead_email',
];

export const defaultAttribution: AttributionTerms = {
  model: 'last_click',
  windowDays: 60,
  order: defaultOrder,
  couponOverClick: true,
  lockDays: null,
};

export const defaultCommission: CommissionTerms = {
  base: 'net',
  holdDays: 30,
  refundPolicy: 'proportional',
  models: {},
};
