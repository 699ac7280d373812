import { type Intake, readContext } from '../context.ts';
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

const readStatement: Statement = {
  name: 'verify_recorded',
  text: `select p.id, payment_context($1, p.id) || '{"added": 0, "fresh": false, "losers": []}' as context,
      to_jsonb(p) || jsonb_build_object('customer_id', customer_root($1, p.customer_id)) as payment,
      (select coalesce(jsonb_agg(to_jsonb(c) || jsonb_build_object('customer_id', customer_root($1, c.customer_id))), '[]') from conversion c
        where c.organization_id = $1 and c.payment_id = any (members)) as conversions,
      (select coalesce(jsonb_agg(to_jsonb(m)), '[]') from commission m where m.organization_id = $1 and m.payment_id = any (members)) as commissions,
      (select coalesce(jsonb_agg(jsonb_build_object('reference', r.reference, 'connectionId', r.connection_id)), '[]') from payment_reference r
        where r.organization_id = $1 and r.payment_id = any (members)) as references,
      (select coalesce(jsonb_agg(v.reason), '[]') from revisit v where v.organization_id = $1 and v.payment_id = any (members)) as revisits
    from payment p, payment_members($1, p.id) members
    where p.organization_id = $1 and p.id = any ($2) and p.merged_into is null`,
};

interface Read extends Omit<Recorded, 'intake'> {
  readonly context: unknown;
}

/** Those of the payments that still stand by themselves. */
export async function readRecorded(
  session: Session,
  scope: Scope,
  payments: readonly string[],
): Promise<readonly Recorded[]> {
  const rows = await session.query<Read & Record<string, unknown>>(readStatement, [scope.organizationId, payments]);
  return rows.map(({ context, payment, conversions, commissions, ...recorded }) => ({
    ...recorded,
    payment: named(payment),
    conversions: conversions.map(named),
    commissions: commissions.map(named),
    intake: () => readContext(context),
  }));
}

/** A row by the names its settlement wrote it with: `payable_at` as `payableAt`. */
const named = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
