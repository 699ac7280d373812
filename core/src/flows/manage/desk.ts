import type { Static, TSchema } from '@sinclair/typebox';
import type { TermsIssue } from '../../contract/commission.ts';
import type { CampaignTerms, CommissionTerms, PartialCommissionTerms } from '../../domain/terms.ts';
import type { Sealer } from '../../store/sealing.ts';
import type { Engine } from '../engine.ts';

/** What the flows of management stand on. Made once at start. */
export interface Desk {
  readonly engine: Engine;
  readonly sealer: Sealer;
  readonly checks: Checks;
  /** Where links and deliveries come in from outside, without a slash at its end: `https://go.example.com`. */
  readonly publicUrl: string;
}

type Checked<T> = { readonly terms: T } | { readonly issues: readonly TermsIssue[] };

/** Documents of plugins, held against the schemas of those that are loaded. */
export interface Checks {
  /** Fills in the defaults of the core and of the models. */
  campaignTerms(terms: unknown): Checked<CampaignTerms>;
  /** Fills in nothing: what is left out comes from the level below (C1). */
  partialTerms(terms: unknown, below: CommissionTerms): Checked<PartialCommissionTerms>;
  value<T extends TSchema>(schema: T, value: unknown): CheckedValue<Static<T>>;
}

export type CheckedValue<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly { readonly path: string; readonly message: string }[] };
