import type { Context, PostedLine, Posting } from '../domain/context.ts';
import { factFromJson } from '../domain/json.ts';
import { postedAfter } from '../domain/settle.ts';
import type { StoredFact } from '../domain/stored-fact.ts';
import { type FoundRow, readFound } from './found.ts';

/** A decision's context, with what only the writer needs. */
export interface Intake extends Context {
  /** Facts that were not there before. */
  readonly added: number;
  /** The payment was made just now. */
  readonly fresh: boolean;
  /** Its customer was made just now too: nothing else can be known of either. */
  readonly stranger: boolean;
  /** Payments that were found to be this one just now. */
  readonly losers: readonly string[];
  /** Revisits that are queued already for when the clock changes something. */
  readonly clocks: readonly { readonly id: string; readonly dueAt: string }[];
  /** How the payment stood before. */
  readonly before: Before;
  /** When it happened, as the context was read for; null while only refunds or links are known. */
  readonly at: string | null;
  readonly customerId: string | null;
  /** `<connection id>:<subscription id>` */
  readonly subscription: string | null;
  readonly conversions: readonly KnownConversion[];
}

/** What other payments were decided by (A4). */
export interface Before {
  readonly state: string;
  readonly occurredAt: string | null;
  readonly customerId: string | null;
  readonly subscription: string | null;
}

export interface KnownConversion {
  readonly id: string;
  readonly paymentId: string;
  readonly enrollmentId: string;
  readonly role: string;
  readonly withdrawn: boolean;
}

interface Row extends Omit<Intake, 'facts' | 'found' | 'posted'> {
  readonly found: FoundRow;
  readonly facts: readonly (Omit<StoredFact, 'fact'> & { readonly fact: unknown })[];
  readonly postings: readonly (Omit<Posting, 'amount'> & { readonly amount: number })[];
}

/** What `payment_context` answered, with amounts exact again. */
export function readContext(json: unknown): Intake {
  const { facts, found, postings, ...rest } = json as Row;
  return {
    ...rest,
    found: readFound(found),
    facts: facts.map((row) => ({ ...row, fact: factFromJson(row.fact) })),
    posted: postedAfter(
      [],
      postings.map((row) => ({ ...row, amount: BigInt(row.amount) })),
    ) satisfies readonly PostedLine[],
  };
}
