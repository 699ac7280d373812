import { type Intake, readContext } from '../context.ts';
import { readContexts } from '../many/contexts.ts';
import { type Families, readFamilies } from '../many/customers.ts';
import { distinct } from '../many/distinct.ts';
import type { EnrollmentBook } from '../many/enrollments.ts';
import { type Page, readPage, readPostings } from '../many/payments.ts';
import { isoOf, microsOf } from '../many/times.ts';
import type { Scope, Session, Statement } from '../session.ts';
import { readShownCommissions, readShownConversions, readShownPayments, type Row } from './shown.ts';

/** A payment as it is to be decided, and the rows that say how it was. */
export interface Recorded {
  readonly id: string;
  /** What a decision reads. Throws where a stored document is not what its type says. */
  intake(): Intake;
  /** Members are named as the settlement names them; customers are those they were joined to since. */
  readonly payment: Row;
  /** Of the payment and of all merged into it. */
  readonly conversions: readonly Row[];
  readonly commissions: readonly Row[];
  /** Every id that leads here. */
  readonly references: readonly { readonly reference: string; readonly connectionId: string }[];
  /** Why it is to be looked at again: `clock` at a time, anything else as soon as somebody is free. */
  readonly revisits: readonly string[];
}

export type { Row } from './shown.ts';

const idsStatement: Statement = {
  name: 'verify_payment_ids',
  text: `select id from payment where organization_id = $1 and merged_into is null and id > $2 order by id limit $3`,
};

const countStatement: Statement = {
  name: 'verify_payment_count',
  text: 'select count(*)::int as count from payment where organization_id = $1 and merged_into is null',
};

const nowhere = '00000000-0000-0000-0000-000000000000';

/** The next payments that stand by themselves, by id, which is about by age. `after` null: from the first. */
export async function paymentsAfter(
  session: Session,
  scope: Scope,
  after: string | null,
  most: number,
): Promise<readonly string[]> {
  const rows = await session.query<{ id: string }>(idsStatement, [scope.organizationId, after ?? nowhere, most]);
  return rows.map(({ id }) => id);
}

export async function countPayments(session: Session, scope: Scope): Promise<number> {
  return (await session.query<{ count: number }>(countStatement, [scope.organizationId]))[0]?.count ?? 0;
}

const contextStatement: Statement = {
  name: 'verify_context',
  text: `select p.id, payment_context($1, p.id) || '{"added": 0, "fresh": false, "stranger": false, "losers": []}' as context
    from payment p where p.organization_id = $1 and p.id = any ($2)`,
};

/** Those of the payments that still stand by themselves, each read as the hot path reads it. */
export async function readRecorded(
  session: Session,
  { organizationId }: Scope,
  payments: readonly string[],
): Promise<readonly Recorded[]> {
  const page = await readPage(session, organizationId, payments);
  const ids = page.rows.map(({ id }) => id);
  const [stored, contexts] = await Promise.all([
    readStored(session, organizationId, page),
    session.query<{ id: string; context: unknown }>(contextStatement, [organizationId, ids]),
  ]);
  const families = await readFamilies(session, organizationId, customersOf(stored));
  const shown = recordedBy(families);
  const byId = new Map(contexts.map(({ id, context }) => [id, context]));
  return stored.map((one) => ({ ...shown(one), intake: () => readContext(byId.get(one.id)) }));
}

/** The same, read together: for many payments. */
export async function readRecordedPage(
  session: Session,
  { organizationId }: Scope,
  payments: readonly string[],
  enrollments?: EnrollmentBook,
): Promise<readonly Recorded[]> {
  const page = await readPage(session, organizationId, payments);
  const [stored, postings] = await Promise.all([
    readStored(session, organizationId, page),
    readPostings(session, organizationId, page.members),
  ]);
  const postingsOf = page.byPayment(postings);
  const decided = page.rows.map((row, at) => ({
    ...row,
    existing: (stored[at]?.conversions ?? []).map(knownBy),
    postings: postingsOf(row.id),
    clocks: clocksOf(row.id, stored[at]?.revisits ?? []),
  }));
  const contexts = await readContexts(session, organizationId, decided, {
    customers: customersOf(stored),
    ...(enrollments && { enrollments }),
  });
  const shown = recordedBy(contexts.families);
  return stored.map((one) => ({ ...shown(one), intake: () => contexts.of(one.id) }));
}

const referencesStatement: Statement = {
  name: 'verify_references',
  text: `select r.reference, r.connection_id as "connectionId", r.payment_id as "paymentId" from payment_reference r
    where r.organization_id = $1 and r.payment_id = any ($2)`,
};
const revisitsStatement: Statement = {
  name: 'verify_revisits',
  text: `select v.id, date_part('epoch', v.due_at) as seconds, v.payment_id as "paymentId", v.reason from revisit v
    where v.organization_id = $1 and v.payment_id = any ($2)`,
};

interface Reference extends Record<string, unknown> {
  readonly reference: string;
  readonly connectionId: string;
  readonly paymentId: string;
}
interface Revisit extends Record<string, unknown> {
  readonly id: string;
  readonly seconds: number;
  readonly paymentId: string;
  readonly reason: string;
}

/** The rows of a payment, beside what a decision reads: its own, and those of all merged into it. */
interface Stored {
  readonly id: string;
  readonly payment: Row;
  readonly conversions: Awaited<ReturnType<typeof readShownConversions>>;
  readonly commissions: readonly Row[];
  readonly references: readonly Reference[];
  readonly revisits: readonly Revisit[];
}

async function readStored(
  session: Session,
  organizationId: string,
  { rows, members, byPayment }: Page,
): Promise<readonly Stored[]> {
  const ids = rows.map(({ id }) => id);
  const [payments, conversions, commissions, references, revisits] = await Promise.all([
    readShownPayments(session, organizationId, ids),
    readShownConversions(session, organizationId, members),
    readShownCommissions(session, organizationId, members),
    session.query<Reference>(referencesStatement, [organizationId, members]),
    session.query<Revisit>(revisitsStatement, [organizationId, members]),
  ]);
  const paymentOf = new Map(payments.map((row) => [row.id, row]));
  const conversionsOf = byPayment(conversions);
  const commissionsOf = byPayment(commissions);
  const referencesOf = byPayment(references);
  const revisitsOf = byPayment(revisits);
  return ids.map((id) => ({
    id,
    payment: paymentOf.get(id) ?? {},
    conversions: conversionsOf(id),
    commissions: commissionsOf(id),
    references: referencesOf(id),
    revisits: revisitsOf(id),
  }));
}

const knownBy = ({ id, paymentId, enrollmentId, role, withdrawn }: Stored['conversions'][number]) => ({
  id,
  paymentId,
  enrollmentId,
  role,
  withdrawn,
});

const clocksOf = (payment: string, revisits: readonly Revisit[]): Intake['clocks'] =>
  revisits
    .filter(({ paymentId, reason }) => paymentId === payment && reason === 'clock')
    .map(({ id, seconds }) => ({ id, dueAt: isoOf(microsOf(seconds)) }));

const customersOf = (stored: readonly Stored[]): readonly string[] =>
  distinct(
    stored
      .flatMap(({ payment, conversions }) => [payment, ...conversions])
      .map((row) => row['customerId'])
      .filter((id) => typeof id === 'string'),
  );

function recordedBy({ rootOf }: Families): (stored: Stored) => Omit<Recorded, 'intake'> {
  const shown = (row: Row): Row => {
    const customerId = row['customerId'];
    return typeof customerId === 'string' ? { ...row, customerId: rootOf(customerId) } : row;
  };
  return ({ id, payment, conversions, commissions, references, revisits }) => ({
    id,
    payment: shown(payment),
    conversions: conversions.map(shown),
    commissions,
    references,
    revisits: revisits.map(({ reason }) => reason),
  });
}
