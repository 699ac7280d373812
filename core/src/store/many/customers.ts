import type { Session, Statement } from '../session.ts';
import { grouped } from './grouped.ts';
import { microsOf } from './times.ts';
import type { RawFact } from './payments.ts';

/** Who a customer became, and all who became them. */
export interface Families {
  rootOf(customer: string): string;
  /** Of a root: itself among them. */
  membersOf(root: string): readonly string[];
}

const joinedStatement: Statement = {
  name: 'many_joined',
  text: `select c.id from customer c where c.organization_id = $1 and c.id = any ($2) and c.merged_into is not null
    union select c.merged_into from customer c where c.organization_id = $1 and c.merged_into = any ($2)`,
};
const familiesStatement: Statement = {
  name: 'many_families',
  text: `select t.id, t.root, to_json(customer_members($1, t.root)) as members
    from (select i.id, customer_root($1, i.id) as root from unnest($2::uuid[]) i (id) offset 0) t`,
};

/** Most customers were never joined with another one: only of those that were is more asked. */
export async function readFamilies(
  session: Session,
  organizationId: string,
  customers: readonly string[],
): Promise<Families> {
  const values = [organizationId, customers];
  const joined = customers.length === 0 ? [] : await session.query<{ id: string }>(joinedStatement, values);
  const rows =
    joined.length === 0
      ? []
      : await session.query<{ id: string; root: string; members: string[] }>(familiesStatement, [
          organizationId,
          joined.map(({ id }) => id),
        ]);
  const roots = new Map(rows.map(({ id, root }) => [id, root]));
  const members = new Map(rows.map((row) => [row.root, row.members]));
  return {
    rootOf: (customer) => roots.get(customer) ?? customer,
    membersOf: (root) => members.get(root) ?? [root],
  };
}

const emailsStatement: Statement = {
  name: 'many_emails',
  text: `select customer_id, value from customer_key where organization_id = $1 and customer_id = any ($2) and kind = 'email'`,
};

/** The hashes of the e-mails each is known by. */
export async function readEmails(
  session: Session,
  organizationId: string,
  customers: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (customers.length === 0) return new Map();
  const values = [organizationId, customers];
  const rows = await session.query<{ customer_id: string; value: string }>(emailsStatement, values);
  return grouped(
    rows,
    ({ customer_id }) => customer_id,
    ({ value }) => value,
  );
}

/** A fact about a customer or subscription. */
export interface SubjectFact {
  readonly stored: RawFact;
  readonly micros: number;
  /** Of its type about its subject, by time, from 1. */
  readonly place: number;
}

const subjectsStatement: Statement = {
  name: 'many_subjects',
  text: `select f.subject, date_part('epoch', f.occurred_at) as seconds,
      rank() over (partition by f.subject, f.fact ->> 'type' order by f.occurred_at)::int as place,
      json_build_object('id', f.id, 'paymentId', null, 'connectionId', f.connection_id, 'recordedAt', iso(f.recorded_at), 'actor', f.actor,
        'reason', f.reason, 'fact', f.fact) as stored
    from fact f where f.organization_id = $1 and f.subject = any ($2)`,
};

/** What was told of each subject: `customer:<id>`, `subscription:<connection id>:<subscription id>`. */
export async function readSubjects(
  session: Session,
  organizationId: string,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, readonly SubjectFact[]>> {
  if (subjects.length === 0) return new Map();
  const values = [organizationId, subjects];
  const rows = await session.query<{ subject: string; seconds: number; place: number; stored: RawFact }>(
    subjectsStatement,
    values,
  );
  return grouped(
    rows,
    ({ subject }) => subject,
    ({ stored, seconds, place }) => ({
      stored,
      micros: microsOf(seconds),
      place,
    }),
  );
}
