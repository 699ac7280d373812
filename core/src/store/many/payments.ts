import type { Posting } from '../../domain/context.ts';
import type { Intake, KnownConversion } from '../context.ts';
import type { Session, Statement } from '../session.ts';
import { isoOf, microsOf } from './times.ts';

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
export interface PaymentRow {
  readonly id: string;
  readonly kind: Intake['kind'];
  readonly mode: Intake['mode'];
  readonly state: string;
  readonly occurredAt: string | null;
  readonly customerId: string | null;
  readonly subscription: string | null;
  readonly graceDays: number;
  /** Itself, and all merged into it. */
  readonly members: readonly string[];
  readonly facts: readonly { readonly micros: number; readonly stored: RawFact }[];
}

/** With what was made of it. */
export interface DecidedRow extends PaymentRow {
  readonly existing: readonly KnownConversion[];
  readonly postings: readonly Posting[];
  readonly clocks: Intake['clocks'];
}

/** Payments that are read together; those that were merged into another one are left out. */
export interface Page {
  readonly rows: readonly PaymentRow[];
  /** Of all of them. */
  readonly members: readonly string[];
  /** Rows of members, by the payment they belong to. */
  byPayment<Row extends { readonly paymentId: string }>(rows: readonly Row[]): (payment: string) => readonly Row[];
}

const paymentsStatement: Statement = {
  name: 'many_payments',
  text: `select p.id, p.kind, p.mode, p.state, date_part('epoch', p.occurred_at) as seconds, p.customer_id as "customerId", p.subscription,
      (select o.grace_days from organization o where o.id = $1) as "graceDays"
    from payment p where p.organization_id = $1 and p.id = any ($2) and p.merged_into is null order by p.id`,
};
const membersStatement: Statement = {
  name: 'many_members',
  text: `select t.root, to_json(payment_members($1, t.root)) as members from (
      select distinct p.merged_into as root from payment p where p.organization_id = $1 and p.merged_into = any ($2)) t`,
};
const factsStatement: Statement = {
  name: 'many_facts',
  text: `select f.id, f.payment_id as "paymentId", f.connection_id as "connectionId", date_part('epoch', f.recorded_at) as recorded, f.actor, f.reason,
      f.fact, date_part('epoch', (f.fact ->> 'occurredAt')::timestamptz) as seconds
    from fact f where f.organization_id = $1 and f.payment_id = any ($2)`,
};

interface StoredPayment extends Omit<PaymentRow, 'occurredAt' | 'members' | 'facts'>, Record<string, unknown> {
  readonly seconds: number | null;
}
interface StoredFact extends Omit<RawFact, 'recordedAt' | 'paymentId'>, Record<string, unknown> {
  readonly paymentId: string;
  readonly recorded: number;
  readonly seconds: number;
}

/** Flat rows of one statement for each table: documents that the database writes and we read again cost five times as much. */
export async function readPage(session: Session, organizationId: string, payments: readonly string[]): Promise<Page> {
  const [rows, joined] = await Promise.all([
    session.query<StoredPayment>(paymentsStatement, [organizationId, payments]),
    session.query<{ root: string; members: string[] }>(membersStatement, [organizationId, payments]),
  ]);
  const membersOf = new Map(joined.map(({ root, members }) => [root, members]));
  const roots = new Map(joined.flatMap(({ root, members }) => members.map((member) => [member, root])));
  const members = rows.flatMap(({ id }) => membersOf.get(id) ?? [id]);
  const byPayment: Page['byPayment'] = (list) => {
    const groups = Map.groupBy(list, ({ paymentId }) => roots.get(paymentId) ?? paymentId);
    return (payment) => groups.get(payment) ?? [];
  };
  const factsOf = byPayment(await session.query<StoredFact>(factsStatement, [organizationId, members]));
  return {
    members,
    byPayment,
    rows: rows.map(({ seconds, ...row }) => ({
      ...row,
      occurredAt: seconds === null ? null : isoOf(microsOf(seconds)),
      members: membersOf.get(row.id) ?? [row.id],
      facts: factsOf(row.id).map(toldBy),
    })),
  };
}

interface StoredPosting extends Omit<Posting, 'amount'>, Record<string, unknown> {
  readonly amount: string;
}

const postingsStatement: Statement = {
  name: 'many_postings',
  text: `select t.payment_id as "paymentId", t.line_key as "lineKey", t.enrollment_id as "enrollmentId", t.affiliate_id as "affiliateId", t.currency,
      t.debit, t.credit, t.reason, t.amount::text as amount
    from posting t where t.organization_id = $1 and t.payment_id = any ($2)
      and t.reason in ('credited', 'credit_withdrawn', 'reversed', 'given_back', 'matured', 'merged')`,
};

/** What was posted for payments; payouts apart. */
export async function readPostings(
  session: Session,
  organizationId: string,
  members: readonly string[],
): Promise<readonly Posting[]> {
  const rows = await session.query<StoredPosting>(postingsStatement, [organizationId, members]);
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) }));
}

const toldBy = ({ seconds, recorded, id, paymentId, connectionId, actor, reason, fact }: StoredFact) => ({
  micros: microsOf(seconds),
  stored: { id, paymentId, connectionId, recordedAt: isoOf(microsOf(recorded)), actor, reason, fact },
});
