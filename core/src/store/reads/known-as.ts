import { emailKey } from '../../domain/email.ts';
import { apiConnection } from '../prepared-fact.ts';
import type { Scope } from '../session.ts';
import { type Sql, sql } from './sql.ts';

/**
 * Payments and leads somebody means by an id: one they are known by (what became another payment leads there too), their subscription, the
 * brand's own id or the e-mail of the customer, the click that led to them, their own id or that of a conversion. An array that is read first, so that the rows are found by it and not by walking the list.
 */
export const paymentsKnownAs = ({ organizationId }: Scope, id: string): Sql => sql`array(
  with recursive named as (
    select r.payment_id as id from payment_reference r where r.organization_id = ${organizationId} and r.reference = ${id}
    union
    select p.merged_into from payment p join named n on p.organization_id = ${organizationId} and p.id = n.id where p.merged_into is not null
  )
  select id from named
  union
  select p.id from payment p where p.organization_id = ${organizationId} and p.customer_id in (
    select m from customer_key k, unnest(customer_members(k.organization_id, customer_root(k.organization_id, k.customer_id))) m
    where k.organization_id = ${organizationId} and k.mode in ('live', 'test') and ${customerKey(organizationId, id)})
  union
  select p.id from payment p where p.organization_id = ${organizationId} and p.subscription in (
    select n.id || ':' || ${id}::text from connection n where n.organization_id = ${organizationId}
    union all select ${apiConnection}::text || ':' || ${id}::text)${isUuid(id) ? byOwnIds(organizationId, id.toLowerCase()) : sql``}
)`;

/** Facts and keys hold e-mails as hashes (A5). */
function customerKey(organizationId: string, id: string): Sql {
  const address = id.includes('@') ? emailKey(id) : null;
  const external = sql`k.kind = 'external' and k.value = ${id}`;
  if (address === null) return external;
  return sql`(${external} or k.kind in ('email', 'told_email') and k.value = email_hash(${organizationId}, ${address}))`;
}

const byOwnIds = (organizationId: string, id: string): Sql => sql`
  union
  select ${id}::uuid
  union
  select v.payment_id from conversion v where v.organization_id = ${organizationId} and (v.id = ${id} or v.click_id = ${id})`;

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
