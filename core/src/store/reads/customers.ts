import { emailKey } from '../../domain/email.ts';
import type { Scope, Session } from '../session.ts';
import type { Mode } from './conversion-filter.ts';
import { isId } from './cursor.ts';
import { run } from './page.ts';
import { type Sql, sql } from './sql.ts';

export interface CustomerRow {
  readonly id: string;
  readonly isTest: boolean;
  readonly externalId: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly processorIds: readonly { readonly connectionId: string | null; readonly id: string }[];
  readonly erasedAt: string | null;
  readonly createdAt: string;
}

const most = 100;
const api = '00000000-0000-0000-0000-000000000000';

const rowsOf = ({ organizationId }: Scope, modes: readonly Mode[], those: Sql): Sql => sql`
  select c.id, c.mode = 'test' as "isTest", c.external_id as "externalId", c.email, c.name, iso(c.erased_at) as "erasedAt", iso(c.created_at) as "createdAt",
    coalesce((select jsonb_agg(jsonb_build_object('connectionId', nullif(k.connection_id, ${api}::uuid), 'id', k.value) order by k.value) from customer_key k
      where k.organization_id = c.organization_id and k.kind = 'processor' and k.customer_id = any (customer_members(c.organization_id, c.id))), '[]') as "processorIds"
  from customer c
  where c.organization_id = ${organizationId} and c.mode = any (${modes}) and c.merged_into is null and c.id = any (${those})
  order by c.id desc limit ${most}`;

/** Whom an e-mail, one's own id, a processor's id or an id of ours means. */
export async function customersNamed(
  session: Session,
  scope: Scope,
  modes: readonly Mode[],
  q: string,
): Promise<readonly CustomerRow[]> {
  const { organizationId } = scope;
  const address = q.includes('@') ? emailKey(q) : null;
  const byMail =
    address === null
      ? sql``
      : sql` or k.kind in ('email', 'told_email') and k.value = email_hash(${organizationId}, ${address})`;
  const byId = isId(q) ? sql` union select customer_root(${organizationId}, ${q.toLowerCase()}::uuid)` : sql``;
  const those = sql`array(select customer_root(k.organization_id, k.customer_id) from customer_key k
    where k.organization_id = ${organizationId} and k.mode in ('live', 'test') and (k.kind in ('external', 'processor') and k.value = ${q}${byMail})${byId})`;
  return run(session, rowsOf(scope, modes, those));
}

/** The customer this became, if it was merged; null where there is none. */
export async function findCustomer(
  session: Session,
  scope: Scope,
  modes: readonly Mode[],
  id: string,
): Promise<CustomerRow | null> {
  const [row] = await run<CustomerRow>(
    session,
    rowsOf(scope, modes, sql`array[customer_root(${scope.organizationId}, ${id}::uuid)]`),
  );
  return row ?? null;
}

export interface CustomerPaymentRow {
  readonly id: string;
  readonly kind: 'payment' | 'lead';
  readonly occurredAt: string | null;
  readonly currency: string | null;
  readonly amount: string | null;
  readonly reversed: string;
}

export const paymentsOfCustomer = (
  session: Session,
  { organizationId }: Scope,
  id: string,
): Promise<readonly CustomerPaymentRow[]> =>
  run(
    session,
    sql`select p.id, p.kind, iso(p.occurred_at) as "occurredAt", p.currency, p.amount::text as amount, p.reversed::text as reversed from payment p
      where p.organization_id = ${organizationId} and p.merged_into is null and p.customer_id = any (customer_members(${organizationId}, ${id}::uuid))
      order by p.occurred_at desc nulls last, p.id desc limit 500`,
  );

export async function bodiesOfCustomer(session: Session, { organizationId }: Scope, id: string): Promise<number> {
  const [row] = await run<{ count: number }>(
    session,
    sql`select count(*)::int as count from inbox i where i.organization_id = ${organizationId} and i.body is not null
      and i.id = any (deliveries_of(${organizationId}, customer_members(${organizationId}, ${id}::uuid)))`,
  );
  return row?.count ?? 0;
}
