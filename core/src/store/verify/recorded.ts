import { type Intake, type KnownConversion, readContext } from '../context.ts';
import { readContexts } from '../many/contexts.ts';
import { type Families, readFamilies } from '../many/customers.ts';
import { type DecidedRow, paymentReader, type PaymentRow, postingsColumn } from '../many/payments.ts';
import type { Scope, Session, Statement } from '../session.ts';

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

export type Row = Readonly<Record<string, unknown>>;

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

/** The rows of a payment, beside what a decision reads; `m.members` are its own id and those merged into it. */
const columns = [
  `to_json(p) as payment`,
  `(select coalesce(json_agg(to_json(c)), '[]') from conversion c where c.organization_id = $1 and c.payment_id = any (m.members)) as conversions`,
  `(select coalesce(json_agg(to_json(l)), '[]') from commission l where l.organization_id = $1 and l.payment_id = any (m.members)) as commissions`,
  `(select coalesce(json_agg(json_build_object('reference', r.reference, 'connectionId', r.connection_id)), '[]') from payment_reference r
        where r.organization_id = $1 and r.payment_id = any (m.members)) as references`,
  `(select coalesce(json_agg(json_build_object('id', v.id, 'dueAt', iso(v.due_at), 'paymentId', v.payment_id, 'reason', v.reason)), '[]') from revisit v
        where v.organization_id = $1 and v.payment_id = any (m.members)) as revisits`,
];

const readStatement: Statement = {
  name: 'verify_recorded',
  text: `select p.id, payment_context($1, p.id) || '{"added": 0, "fresh": false, "stranger": false, "losers": []}' as context, ${columns.join(',\n    ')}
    from payment p, lateral (select payment_members($1, p.id) as members offset 0) m
    where p.organization_id = $1 and p.id = any ($2) and p.merged_into is null`,
};

interface Rows extends Omit<Recorded, 'intake' | 'revisits'>, Record<string, unknown> {
  readonly revisits: readonly {
    readonly id: string;
    readonly dueAt: string;
    readonly paymentId: string;
    readonly reason: string;
  }[];
}

/** Those of the payments that still stand by themselves, each read as the hot path reads it. */
export async function readRecorded(
  session: Session,
  { organizationId }: Scope,
  payments: readonly string[],
): Promise<readonly Recorded[]> {
  const values = [organizationId, payments];
  const rows = await session.query<Rows & { readonly context: unknown }>(readStatement, values);
  const families = await readFamilies(session, organizationId, customersOf(rows));
  const shown = recordedBy(families);
  return rows.map((row) => ({ ...shown(row), intake: () => readContext(row.context) }));
}

const readPayments = paymentReader<PaymentRow & Pick<DecidedRow, 'postings'> & Rows>('many_recorded', [
  postingsColumn,
  ...columns,
]);

/** The same, read together: for many payments. */
export async function readRecordedPage(
  session: Session,
  { organizationId }: Scope,
  payments: readonly string[],
): Promise<readonly Recorded[]> {
  const rows = await readPayments(session, organizationId, payments);
  const decided = rows.map((row) => ({ ...row, existing: row.conversions.map(knownBy), clocks: clocksOf(row) }));
  const contexts = await readContexts(session, organizationId, decided, customersOf(rows));
  const shown = recordedBy(contexts.families);
  return rows.map((row) => ({ ...shown(row), intake: () => contexts.of(row.id) }));
}

const knownBy = (row: Row): KnownConversion => ({
  id: row['id'] as string,
  paymentId: row['payment_id'] as string,
  enrollmentId: row['enrollment_id'] as string,
  role: row['role'] as string,
  withdrawn: row['withdrawn'] as boolean,
});

const clocksOf = ({ id, revisits }: Rows): DecidedRow['clocks'] =>
  revisits
    .filter(({ paymentId, reason }) => paymentId === id && reason === 'clock')
    .map((revisit) => ({ id: revisit.id, dueAt: revisit.dueAt }));

const customersOf = (rows: readonly Rows[]): readonly string[] => [
  ...new Set(
    rows
      .flatMap(({ payment, conversions }) => [payment, ...conversions])
      .map((row) => row['customer_id'])
      .filter((id) => typeof id === 'string'),
  ),
];

function recordedBy({ rootOf }: Families): (row: Rows) => Omit<Recorded, 'intake'> {
  const named = namer();
  const shown = (row: Row): Row => {
    const { customerId, ...rest } = named(row);
    return { ...rest, customerId: typeof customerId === 'string' ? rootOf(customerId) : null };
  };
  return ({ id, payment, conversions, commissions, references, revisits }) => ({
    id,
    payment: shown(payment),
    conversions: conversions.map(shown),
    commissions: commissions.map(named),
    references,
    revisits: revisits.map(({ reason }) => reason),
  });
}

/** Rows by the names their settlement wrote them with: `payable_at` as `payableAt`. */
function namer(): (row: Row) => Row {
  const names = new Map<string, string>();
  const nameOf = (column: string): string => {
    const known = names.get(column);
    if (known !== undefined) return known;
    const name = column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    names.set(column, name);
    return name;
  };
  return (row) => {
    const named: Record<string, unknown> = {};
    for (const column in row) named[nameOf(column)] = row[column];
    return named;
  };
}
