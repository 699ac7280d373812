-- What was read from processors by schedule, and what their webhooks had missed. A run is there from its beginning, so that no other process
-- begins it too, and is finished once.
create table backfill (
  organization_id uuid not null,
  id uuid not null default gen_random_uuid(),
  connection_id uuid not null,
  since timestamptz not null,
  until timestamptz not null,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  report jsonb,
  problem jsonb,
  primary key (organization_id, id)
);
create index backfill_connection on backfill (organization_id, connection_id, started_at desc);
call make_tenant_table('backfill', 'select, update');
create policy door on backfill for select to fairlead_door using (true);
create policy door_insert on backfill for insert to fairlead_door with check (true);
grant select, insert on backfill to fairlead_door;

-- Begins what is due: each hour the last 72 hours, each night the last 35 days. One process at a time looks; a run that died is begun anew an hour
-- later.
create function begin_backfills(able text[], most int) returns table (organization_id uuid, id uuid, connection_id uuid, since timestamptz, until timestamptz)
language plpgsql security definer set search_path = fairlead, pg_temp as $$ begin
  if not pg_try_advisory_xact_lock(hashtextextended('fairlead:backfills', 0)) then return; end if;
  return query insert into backfill as b (organization_id, connection_id, since, until)
    select c.organization_id, c.id,
      now() - case when exists (select from backfill n where n.organization_id = c.organization_id and n.connection_id = c.id
        and n.started_at > now() - interval '24 hours' and n.until - n.since > interval '30 days') then interval '72 hours' else interval '35 days' end,
      now()
    from connection c
    where c.active and c.adapter = any (able) and not exists (
      select from backfill r where r.organization_id = c.organization_id and r.connection_id = c.id and r.started_at > now() - interval '1 hour')
    order by c.id limit most
    returning b.organization_id, b.id, b.connection_id, b.since, b.until;
end $$;

grant create on schema fairlead to fairlead_door;
alter function begin_backfills(text[], int) owner to fairlead_door;
revoke create on schema fairlead from fairlead_door;
revoke all on function begin_backfills(text[], int) from public;
grant execute on function begin_backfills(text[], int) to fairlead_app;
