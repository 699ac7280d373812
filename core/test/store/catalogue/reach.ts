import type { Client } from 'pg';

/** A relation the tenant role may do anything with, directly or through PUBLIC or a role it is a member of. */
export interface Reachable {
  readonly name: string;
  /** `r` table, `p` partitioned table, `v` view, `m` materialized view, `f` foreign table, `S` sequence. */
  readonly kind: string;
  readonly partition: boolean;
  readonly secured: boolean;
  readonly forced: boolean;
  /** `organization_id`, or `id` of the organization itself; null: no row belongs to anybody. */
  readonly tenant: string | null;
  readonly rights: readonly string[];
  /** Those a row can be given with. */
  readonly columns: readonly string[];
}

const rights = ['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger'];

/** Over every schema but those of PostgreSQL itself. A right on one column counts as much as one on all. */
export async function reachableBy(superuser: Client, role: string): Promise<readonly Reachable[]> {
  const { rows } = await superuser.query<Reachable>(
    `select format('%I.%I', n.nspname, c.relname) as name, c.relkind::text as kind, c.relispartition as partition,
       c.relrowsecurity as secured, c.relforcerowsecurity as forced, r.rights,
       array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
         and a.attidentity <> 'a' and a.attgenerated = '') as columns,
       case when n.nspname = 'fairlead' and c.relname = 'organization' then 'id'
         else (select a.attname from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped) end as tenant
     from pg_class c
     join pg_namespace n on n.oid = c.relnamespace
     cross join lateral (select coalesce(array_agg(p), '{}') as rights from unnest($2::text[]) p where case
       when c.relkind = 'S' then p in ('select', 'update') and has_sequence_privilege($1, c.oid, p)
       when p in ('delete', 'truncate', 'trigger') then has_table_privilege($1, c.oid, p)
       else has_table_privilege($1, c.oid, p) or has_any_column_privilege($1, c.oid, p) end) r
     where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and cardinality(r.rights) > 0
       and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'
     order by 1`,
    [role, rights],
  );
  return rows;
}
