-- A campaign may ask for consent first (A9). What a redirect needs to know says so too.

alter table campaign add column consent_required boolean not null default false;

grant create on schema fairlead to fairlead_door;
drop function find_link(text, text);
create function find_link(on_host text, wanted text) returns table (
  organization_id uuid, organization_name text, link_id uuid, enrollment_id uuid, campaign_id uuid,
  status text, campaign_state text, consent_required boolean, destination_url text, window_days int, until timestamptz
) language sql stable security definer set search_path = fairlead, pg_temp as $$
  select s.organization_id, o.name, s.link_id, s.enrollment_id, e.campaign_id, e.status, c.state, c.consent_required,
    coalesce(l.destination_url, c.destination_url),
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
alter function find_link(text, text) owner to fairlead_door;
revoke create on schema fairlead from fairlead_door;
revoke all on function find_link(text, text) from public;
grant execute on function find_link(text, text) to fairlead_app;
