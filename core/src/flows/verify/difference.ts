import type { Json } from '../../domain/json.ts';
import type { CheckCode } from '../../store/verify/checks.ts';

/** One way in which what is stored is not what it must be. */
export interface Difference {
  readonly organizationId: string;
  readonly code: DifferenceCode;
  /** What it is about, by kind and id. */
  readonly about: Readonly<Record<string, string>>;
  readonly expected: Json;
  readonly found: Json;
}

/** What was found of one payment; who found it knows the organization. */
export type Finding = Omit<Difference, 'organizationId'>;

export type DifferenceCode = keyof typeof invariants;

/** Everything `verify` holds a database to: what is broken when it reports one of these, and the rule. */
export const invariants = {
  balance: 'the running balance is not the sum of the postings (Ledger)',
  affiliate_total: 'Σ(C − V) is not pending + payable + clearing + paid out − written off (Ledger)',
  reversed_range: 'what is reversed of a line lies outside [0, C] (R1)',
  unknown_line: 'postings name a payment or line that is not there (Ledger)',
  test_posted: 'a test posted something (C9)',
  overrides: 'a line has more than one override, or an override has one (C8)',
  summed: 'the sums of a day or month are not those of its conversions (X1)',
  budget: 'what a campaign with a budget has spent is not the sum of its commissions (C5)',
  standing: 'what an enrollment with tiers has sold is not the sum of its sales (C6)',
  merged_holds: 'a payment that became another one still holds something (I2)',
  merge_lost: 'something was merged into what is not there (I2)',
  merge_cycle: 'merges lead in a circle (I2)',
  reference_lost: 'an id leads to no payment (I2)',
  reference_elsewhere: 'an id a fact names does not lead to the payment of that fact (I2)',
  fact_lost: 'a fact belongs to no payment (I2)',
  fact_repeated: 'a fact is stored twice (I2)',
  no_facts: 'nothing is known of a payment (I2)',
  undecidable: 'the payment cannot be decided from its facts (replay)',
  moment: 'the time it happened is read differently by the database and the rules (A8)',
  postings: 'replay demands further postings (replay = live)',
  decided: 'replay decides something anew that is not stored (replay = live)',
  projection: 'what is shown is not what replay shows (replay = live)',
  conversion_sum: 'the sums of a conversion are not those of its postings (Ledger)',
  clock_missing: 'nothing will look at the payment again when its time comes (A8)',
  delivery_stuck: 'a delivery waits and nobody works on it (I2)',
} as const satisfies Record<CheckCode, string> & Record<string, string>;
