-- The doors: the few ways into the data without an organization's session. Owned by a role that may see just what they need.

do $$ declare t text; begin
  foreach t in array array['organization', 'campaign', 'enrollment', 'link', 'slug', 'connection', 'api_key', 'terms', 'inbox', 'revisit'] loop
    execute format('create policy door on %I for select to fairlead_door using (true)', t);
    execute format('grant select on %I to fairlead_door', t);
  end loop;
end $$;
create policy door_insert on organization for insert to fairlead_door with check (true);
grant insert on organization to fairlead_door;
create policy door_update on inbox for update to fairlead_door using (true) with check (true);
grant update (due_at, attempts) on inbox to fairlead_door;
create policy door_update on revisit for update to fairlead_door using (true) with check (true);
grant update (due_at) on revisit to fairlead_door;

create policy door_delete on request_replay for delete to fairlead_door using (true);
create policy door on request_replay for select to fairlead_door using (true);
grant select, delete on request_replay to fairlead_door;

create function create_organization(new_id uuid, new_name text, currency text, zone text) returns void language plpgsql security definer set search_path = fairlead, pg_temp as $$ begin
  perform set_config('app.organization', new_id::text, true);
  insert into organization (id, name, home_currency, time_zone, salt) values (new_id, new_name, currency, zone, uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
end $$;

create function list_organizations() returns table (id uuid, name text) language sql stable security definer set search_path = fairlead, pg_temp as $$
  select o.id, o.name from organization o order by o.id
$$;

create function find_api_key(key_hash bytea) returns table (
  organization_id uuid, id uuid, name text, mode text, kind text, scopes text[], origins text[], campaign_id uuid, signing_required boolean,
  signing_sealed bytea
) language sql stable security definer set search_path = fairlead, pg_temp as $$
  select k.organization_id, k.id, k.name, k.mode, k.kind, k.scopes, k.origins, k.campaign_id, k.signing_required, k.signing_sealed
  from api_key k where k.hash = key_hash and k.revoked_at is null
$$;

create function find_connection(connection uuid) returns table (
  organization_id uuid, id uuid, adapter text, mode text, account text, settings jsonb, sealed bytea, active boolean
) language sql stable security definer set search_path = fairlead, pg_temp as $$
  select c.organization_id, c.id, c.adapter, c.mode, c.account, c.settings, c.sealed, c.active from connection c where c.id = connection
$$;

-- What a redirect needs to know, as of now, and until when that holds if nobody edits anything.
create function find_link(on_host text, wanted text) returns table (
  organization_id uuid, organization_name text, link_id uuid, enrollment_id uuid, campaign_id uuid,
  status text, campaign_state text, destination_url text, window_days int, until timestamptz
) language sql stable security definer set search_path = fairlead, pg_temp as $$
  select s.organization_id, o.name, s.link_id, s.enrollment_id, e.campaign_id, e.status, c.state, coalesce(l.destination_url, c.destination_url),
    coalesce((select (t.terms -> 'attribution' ->> 'windowDays')::int from terms t
      where t.organization_id = s.organization_id and t.campaign_id = e.campaign_id and t.level = 'campaign' and t.valid_from <= now()
      order by t.valid_from desc, t.number desc limit 1), 60),
    (select min(t.valid_from) from terms t
      where t.organization_id = s.organization_id and t.campaign_id = e.campaign_id and t.level = 'campaign' and t.valid_from > now())
  from slug s
  join organization o on o.id = s.organization_id
  join link l on l.organization_id = s.organization_id and l.id = s.link_id
  join enrollment e on e.organization_id = s.organization_id and e.id = s.enrollment_id
  join campaign c on c.organization_id = s.organization_id and c.id = e.campaign_id
  where s.host = on_host and s.slug = wanted
$$;

-- Servers keep what `find_link` told in memory. After an edit they are told whose, or which slug, to look up again (store/link-changes.ts).
create function tell_slug() returns trigger language plpgsql as $$ begin
  if tg_op <> 'INSERT' then perform pg_notify('fairlead_links', 'slug ' || old.host || '/' || old.slug); end if;
  if tg_op <> 'DELETE' then perform pg_notify('fairlead_links', 'slug ' || new.host || '/' || new.slug); end if;
  return null;
end $$;
create trigger tell_slug after insert or update or delete on slug for each row execute function tell_slug();
create function tell_organization() returns trigger language plpgsql as $$
declare r jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
begin
  perform pg_notify('fairlead_links', 'organization ' || coalesce(r ->> 'organization_id', r ->> 'id'));
  return null;
end $$;
do $$ declare t text; begin
  foreach t in array array['link', 'enrollment', 'campaign', 'terms'] loop
    execute format('create trigger tell_organization after insert or update or delete on %I for each row execute function tell_organization()', t);
  end loop;
end $$;
create trigger tell_organization after update on organization for each row execute function tell_organization();

-- Work for any free hand: a leased row comes back by itself when its worker dies.
create function lease_inbox(most int, seconds int) returns table (organization_id uuid, id uuid) language sql security definer set search_path = fairlead, pg_temp as $$
  update inbox i set due_at = now() + make_interval(secs => seconds)
  from (select d.organization_id, d.id from inbox d where d.state = 'received' and d.due_at <= now() order by d.due_at limit most for update skip locked) due
  where i.organization_id = due.organization_id and i.id = due.id
  returning i.organization_id, i.id
$$;

create function lease_revisits(most int, seconds int) returns table (organization_id uuid, id uuid, payment_id uuid) language sql security definer set search_path = fairlead, pg_temp as $$
  update revisit r set due_at = now() + make_interval(secs => seconds)
  from (select d.organization_id, d.id from revisit d where d.due_at <= now() order by d.due_at limit most for update skip locked) due
  where r.organization_id = due.organization_id and r.id = due.id
  returning r.organization_id, r.id, r.payment_id
$$;

-- First answers are kept for 24 hours (I3).
create function purge_requests() returns int language plpgsql security definer set search_path = fairlead, pg_temp as $$
declare n int;
begin
  delete from request_replay where created_at < now() - interval '24 hours';
  get diagnostics n = row_count;
  return n;
end $$;

-- Clicks of many tenants in one batch; safe to repeat after an unknown commit. Owned by a role that may only insert.
create function record_clicks(
  organizations uuid[], ids uuid[], ats timestamptz[], modes text[], visitors bigint[], links uuid[], enrollments uuid[],
  windows int[], counting boolean[], familiar boolean[], reasons text[], all_details jsonb[]
) returns void language sql security definer set search_path = fairlead, pg_temp as $$
  insert into click (organization_id, id, at, mode, visitor, link_id, enrollment_id, window_days, counts, known, reason, details)
  select * from unnest(organizations, ids, ats, modes, visitors, links, enrollments, windows, counting, familiar, reasons, all_details) on conflict do nothing
$$;

grant create on schema fairlead to fairlead_door, fairlead_clicks;
do $$ declare f regprocedure; begin
  foreach f in array array[
    'create_organization(uuid, text, text, text)', 'list_organizations()', 'find_api_key(bytea)', 'find_connection(uuid)', 'find_link(text, text)',
    'lease_inbox(int, int)', 'lease_revisits(int, int)', 'purge_requests()']::regprocedure[] loop
    execute format('alter function %s owner to fairlead_door', f);
  end loop;
end $$;
alter function record_clicks(uuid[], uuid[], timestamptz[], text[], bigint[], uuid[], uuid[], int[], boolean[], boolean[], text[], jsonb[]) owner to fairlead_clicks;
revoke create on schema fairlead from fairlead_door, fairlead_clicks;
