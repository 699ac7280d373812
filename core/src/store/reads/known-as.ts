import { apiConnection } from '../prepared-fact.ts';
import type { Scope } from '../session.ts';
import { type Sql, sql } from './sql.ts';

/**
 * Payments and leads somebody means by an id: one they are known by (what became another payment leads there too), their subscription,
 * or the brand's own id of the customer. An array that is read first, so that the rows are found by it and not by walking the list.
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
    where k.organization_id = ${organizationId} and k.kind = 'external' and k.value = ${id})
  union
  select p.id from payment p where p.organization_id = ${organizationId} and p.subscription in (
    select n.id || ':' || ${id}::text from connection n where n.organization_id = ${organizationId}
    union all select ${apiConnection}::text || ':' || ${id}::text)
)`;
