-- Reference rates (X2). They belong to nobody, so no tenant role reaches the table: it is written and read through doors. What a source
-- published for a day is written once and never changed.
create table exchange_rate (
  source text not null,
  day date not null,
  rates jsonb not null,
  recorded_at timestamptz not null default now(),
  primary key (source, day)
);
call make_append_only('exchange_rate');
grant select, insert on exchange_rate to fairlead_door;

-- Days that are new are kept; the days known otherwise are told, and stay as they are.
create function record_rates(of_source text, days jsonb) returns table (added int, differing date[])
language plpgsql security definer set search_path = fairlead, pg_temp as $$ begin
  return query with given as (
    select (d ->> 'day')::date as day, d -> 'rates' as rates from jsonb_array_elements(days) d
  ), kept as (
    insert into exchange_rate (source, day, rates) select of_source, g.day, g.rates from given g order by g.day
    on conflict do nothing returning 1
  )
  select (select count(*)::int from kept),
    array(select g.day from given g join exchange_rate r on r.source = of_source and r.day = g.day and r.rates <> g.rates order by g.day);
end $$;

-- The days from `since` to before `until`, newest first, and the newest there is of all.
create function rates_between(of_source text, since date, until date) returns table (newest text, days jsonb)
language sql stable security definer set search_path = fairlead, pg_temp as $$
  select (select max(day)::text from exchange_rate where source = of_source),
    coalesce((select jsonb_agg(jsonb_build_object('day', day::text, 'rates', rates) order by day desc)
      from exchange_rate where source = of_source and day >= since and day < until), '[]')
$$;

grant create on schema fairlead to fairlead_door;
alter function record_rates(text, jsonb) owner to fairlead_door;
alter function rates_between(text, date, date) owner to fairlead_door;
revoke create on schema fairlead from fairlead_door;
revoke all on function record_rates(text, jsonb), rates_between(text, date, date) from public;
grant execute on function record_rates(text, jsonb), rates_between(text, date, date) to fairlead_app;
