import type { Posting } from '../../domain/context.ts';
import type { Intake, KnownConversion } from '../context.ts';
import type { Session } from '../session.ts';

/** A fact as it lies there: amounts are numbers still. */
export interface RawFact {
  readonly id: string;
  readonly paymentId: string | null;
  readonly connectionId: string;
  readonly recordedAt: string;
  readonly actor: string;
  readonly reason: string | null;
  readonly fact: RawContent;
}

/** What reading asks of a fact's content; everything else of it is the domain's business. */
export interface RawContent {
  readonly type: string;
  readonly occurredAt: string;
  readonly rank?: number;
  /** Of a lead: who told of it. */
  readonly via?: string;
  readonly name?: string;
  readonly subscription?: string;
  readonly enrollmentId?: string;
  readonly lines?: readonly { readonly enrollmentId: string }[];
  readonly customer?: { readonly id?: string };
  readonly evidence?: {
    readonly clickIds?: readonly string[];
    readonly slugs?: readonly string[];
    readonly coupons?: readonly unknown[];
  };
}

/** A payment, and what was told of it. */
export interface PaymentRow extends Record<string, unknown> {
  readonly id: string;
  readonly kind: Intake['kind'];
  readonly mode: Intake['mode'];
  readonly state: string;
  readonly occurred_at: string | null;
  readonly customer_id: string | null;
  readonly subscription: string | null;
  readonly grace_days: number;
  /** Itself, and all merged into it. */
  readonly members: readonly string[];
  readonly facts: readonly { readonly seconds: number; readonly stored: RawFact }[];
}

/** With what was made of it. */
export interface DecidedRow extends PaymentRow {
  readonly existing: readonly KnownConversion[];
  readonly postings: readonly (Omit<Posting, 'amount'> & { readonly amount: number })[];
  readonly clocks: Intake['clocks'];
}

/** The column `postings` of a `DecidedRow`. */
export const postingsColumn = `(select coalesce(json_agg(json_build_object('paymentId', t.payment_id, 'lineKey', t.line_key,
        'enrollmentId', t.enrollment_id, 'affiliateId', t.affiliate_id, 'currency', t.currency, 'debit', t.debit, 'credit', t.credit, 'reason', t.reason,
        'amount', t.amount)), '[]')
      from posting t where t.organization_id = $1 and t.payment_id = any (m.members)
        and t.reason in ('credited', 'credit_withdrawn', 'reversed', 'given_back', 'matured', 'merged')) as postings`;

/** The column `existing` of a `DecidedRow`. */
export const existingColumn = `(select coalesce(json_agg(json_build_object('id', c.id, 'paymentId', c.payment_id, 'enrollmentId', c.enrollment_id,
        'role', c.role, 'withdrawn', c.withdrawn)), '[]')
      from conversion c where c.organization_id = $1 and c.payment_id = any (m.members)) as existing`;

/** `offset 0`: members are worked out once, and not wherever they are named. */
const textOf = (columns: readonly string[]): string => `
  select p.id, p.kind, p.mode, p.state, iso(p.occurred_at) as occurred_at, p.customer_id, p.subscription,
    (select o.grace_days from organization o where o.id = $1) as grace_days, to_json(m.members) as members,
    (select coalesce(json_agg(json_build_object('seconds', date_part('epoch', (f.fact ->> 'occurredAt')::timestamptz), 'stored', json_build_object(
        'id', f.id, 'paymentId', f.payment_id, 'connectionId', f.connection_id, 'recordedAt', iso(f.recorded_at), 'actor', f.actor, 'reason', f.reason,
        'fact', f.fact))), '[]')
      from fact f where f.organization_id = $1 and f.payment_id = any (m.members)) as facts,
    ${columns.join(',\n    ')}
  from payment p, lateral (select case when exists (select from payment x where x.organization_id = $1 and x.merged_into = p.id)
    then payment_members($1, p.id) else array[p.id] end as members offset 0) m
  where p.organization_id = $1 and p.id = any ($2) and p.merged_into is null`;

/**
 * Reads the payments of a page at once; those that were merged into another one are left out.
 *
 * @param columns of `p`, the payment; they may read `m.members`
 */
export function paymentReader<Row extends PaymentRow>(name: string, columns: readonly string[]) {
  const statement = { name, text: textOf(columns) };
  return (session: Session, organizationId: string, payments: readonly string[]): Promise<readonly Row[]> =>
    session.query<Row>(statement, [organizationId, payments]);
}
