-- Roles and the small functions every table stands on. The schema itself and the roles are made by store/roles.ts, because creating a
-- role needs other rights than owning a schema.

-- Times leave the database as RFC 3339 in UTC with milliseconds, as they came.
create function iso(t timestamptz) returns text language sql immutable parallel safe as $$
  select to_char(t at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- The organization of this session; null where none was entered, so that policies match nothing.
create function current_organization() returns uuid language sql stable parallel safe as $$
  select nullif(current_setting('app.organization', true), '')::uuid
$$;

create function refuse_change() returns trigger language plpgsql as $$ begin
  raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = '55000';
end $$;

-- Forced row level security by organization, and what the tenant role may do. Grants are per table, never on all tables.
create procedure make_tenant_table(target text, rights text) language plpgsql as $$ begin
  execute format('alter table %I enable row level security', target);
  execute format('alter table %I force row level security', target);
  execute format('create policy tenant on %I using (organization_id = (select current_organization())) with check (organization_id = (select current_organization()))', target);
  execute format('grant %s on %I to fairlead_app', rights, target);
end $$;

-- A stream that only grows: not even its owner may change what is written.
create procedure make_append_only(target text) language plpgsql as $$ begin
  execute format('create trigger append_only before update or delete on %I for each row execute function refuse_change()', target);
  execute format('create trigger append_only_truncate before truncate on %I for each statement execute function refuse_change()', target);
end $$;

-- Audit: who changed what, on every table people edit. Personal columns are masked, secrets are told by name only.
create table audit (
  organization_id uuid not null,
  id bigint generated always as identity,
  at timestamptz not null default clock_timestamp(),
  actor text not null,
  reason text,
  action text not null check (action in ('insert', 'update', 'delete')),
  entity text not null,
  entity_id text not null,
  before jsonb,
  after jsonb,
  primary key (organization_id, id)
);
create index audit_entity on audit (organization_id, entity, entity_id, id);
call make_tenant_table('audit', 'select');
call make_append_only('audit');

create function masked(r jsonb) returns jsonb language sql immutable as $$
  select coalesce(jsonb_object_agg(key, case
    when key in ('email', 'email_key', 'name', 'first_name', 'last_name') and r ? 'email' and value <> 'null' then to_jsonb('masked'::text)
    when key in ('hash', 'sealed', 'signing_sealed', 'salt') and value <> 'null' then to_jsonb('secret'::text)
    else value end), '{}')
  from jsonb_each(r)
$$;

-- Only what changed is kept of an update. A change nobody answers for fails.
create function audit_row() returns trigger language plpgsql security definer set search_path = fairlead, pg_temp as $$
declare
  who text := nullif(current_setting('app.actor', true), '');
  b jsonb := case when tg_op <> 'INSERT' then masked(to_jsonb(old)) end;
  a jsonb := case when tg_op <> 'DELETE' then masked(to_jsonb(new)) end;
  whole jsonb := coalesce(a, b);
begin
  if who is null then raise exception 'a change of % needs an actor', tg_table_name using errcode = '42501'; end if;
  if tg_op = 'UPDATE' then
    if to_jsonb(old) = to_jsonb(new) then return null; end if;
    b := (select jsonb_object_agg(key, value) from jsonb_each(to_jsonb(old)) where to_jsonb(new) -> key is distinct from value);
    a := (select jsonb_object_agg(key, to_jsonb(new) -> key) from jsonb_each(b));
    b := masked(b || case when to_jsonb(old) ? 'email' then jsonb_build_object('email', to_jsonb(old) -> 'email') else '{}' end);
    a := masked(a || case when to_jsonb(new) ? 'email' then jsonb_build_object('email', to_jsonb(new) -> 'email') else '{}' end);
  end if;
  insert into audit (organization_id, actor, reason, action, entity, entity_id, before, after)
  values (coalesce((whole ->> 'organization_id')::uuid, (whole ->> 'id')::uuid), who, nullif(current_setting('app.reason', true), ''), lower(tg_op),
    tg_table_name, coalesce(whole ->> 'id', whole ->> 'enrollment_id', whole ->> 'slug'), b, a);
  return null;
end $$;

create procedure make_audited(target text) language plpgsql as $$ begin
  execute format('create trigger audited after insert or update or delete on %I for each row execute function audit_row()', target);
end $$;
